using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Analytics.Customers;

public sealed class CustomerListTests
{
    [Fact]
    public void List_RandomRequests_EqualsThePlainOne() => Prop.ForAll<int>(seed =>
    {
        var shop = RandomShop.Of(seed);
        using var file = shop.Open();
        var facts = RandomCustomers.Facts(file.Snapshot, seed);
        var customers = ReferenceCustomers.Of(shop, file.Snapshot, facts);
        if (customers.Count == 0)
        {
            return;
        }

        var chance = new SeededRandom(unchecked((ulong)seed));
        for (var i = 0; i < 10; i++)
        {
            var request = Request(chance);
            var list = CustomerListQuery.Compute(file.Snapshot, facts, request);
            var expected = Plain(customers, request);

            list.Total.ShouldBe(expected.Count);
            list.RevenueMinor.ShouldBe(expected.Sum(customer => customer.Revenue));
            list.Lines.Select(line => (line.Key, line.SalesOrders, line.RevenueMinor, line.DaysSinceLast))
                .ShouldBe(expected.Skip(request.Skip).Take(request.Take).Select(customer => (customer.Key, customer.Orders, customer.Revenue, customer.DaysSinceLast)), request.ToString());
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static List<PlainCustomer> Plain(List<PlainCustomer> customers, CustomerListRequest request)
    {
        var found = customers.Where(customer =>
            (request.Search is not { } search || customer.Key.Contains(search, StringComparison.OrdinalIgnoreCase))
            && (request.Country is not { } country || customer.Country == country)
            && (request.MinOrders is not { } least || customer.Orders >= least) && (request.MaxOrders is not { } most || customer.Orders <= most)
            && (request.SilentForDays is not { } silent || PlainCustomer.At(customer.Last!.Value) <= customer.AsOf.AddDays(-silent))
            && (request.ActiveWithinDays is not { } active || PlainCustomer.At(customer.Last!.Value) >= customer.AsOf.AddDays(-active))
            && (request.Rule is not { } rule || ReferenceCustomers.Holds(rule, customer)));
        Func<PlainCustomer, (bool Unknown, double Figure)> by = request.Sort switch
        {
            CustomerSort.Orders => customer => (false, customer.Orders),
            CustomerSort.AverageOrder => customer => (false, customer.Orders == 0 ? double.NegativeInfinity : customer.Revenue / customer.Orders),
            CustomerSort.FirstOrder => customer => (false, customer.First!.Value),
            CustomerSort.LastOrder => customer => (false, customer.Last!.Value),
            CustomerSort.Key => customer => (false, customers.IndexOf(customer)),
            CustomerSort.Chance => customer => (customer.Chance is null, customer.Chance ?? 0),
            CustomerSort.Value => customer => (customer.Value is null, customer.Value ?? 0),
            _ => customer => (false, customer.Revenue),
        };
        var known = found.OrderBy(customer => by(customer).Unknown);
        return [.. request.Ascending ? known.ThenBy(customer => by(customer).Figure) : known.ThenByDescending(customer => by(customer).Figure)];
    }

    private static CustomerListRequest Request(SeededRandom chance) => new(1)
    {
        Search = chance.NextInt(4) == 0 ? $"C{chance.NextInt(6)}" : null,
        Country = chance.NextInt(4) == 0 ? $"Country {chance.NextInt(4)}" : null,
        MinOrders = chance.NextInt(4) == 0 ? chance.NextInt(5) : null,
        MaxOrders = chance.NextInt(4) == 0 ? chance.NextInt(8) : null,
        SilentForDays = chance.NextInt(4) == 0 ? chance.NextInt(300) : null,
        ActiveWithinDays = chance.NextInt(4) == 0 ? chance.NextInt(400) : null,
        Rule = chance.NextInt(2) == 0 ? RandomCustomers.Rule(chance) : null,
        Sort = (CustomerSort)chance.NextInt(Enum.GetValues<CustomerSort>().Length),
        Ascending = chance.NextInt(2) == 0,
        Skip = chance.NextInt(3),
        Take = 1 + chance.NextInt(6),
    };
}
