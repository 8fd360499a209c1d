using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>
/// Finds the customers that a rule asks for: each condition is one pass over a column, and all or any of them are put
/// together bit by bit.
/// </summary>
internal sealed class SegmentFilter(Snapshot snapshot, CustomerFacts facts)
{
    private readonly int _minorPerMajor = Currencies.MinorPerMajor(snapshot.Header.Currency);

    /// <summary>The customers for whom the rule holds, anonymous visitors among them.</summary>
    public CustomerSet Apply(SegmentRule rule)
    {
        if (rule.Tidy() is not { } tidy)
        {
            return new CustomerSet(snapshot.Customers.Count).Not();
        }

        return Together(tidy);
    }

    private CustomerSet Together(SegmentRule rule)
    {
        var sets = rule.Conditions.Select(Of).Concat(rule.Groups.Select(Together));
        return sets.Aggregate((one, other) => rule.Any ? one.Or(other) : one.And(other));
    }

    private CustomerSet Of(SegmentCondition condition) => condition.Field switch
    {
        SegmentField.Spend => Figures(facts.Summaries.Revenue, minor => (double)minor / _minorPerMajor, condition),
        SegmentField.Orders => Figures(facts.Summaries.SalesOrders, orders => orders, condition),
        SegmentField.AverageOrder => Places(customer => facts.Summaries.SalesOrders[customer] > 0
            && Compare((double)facts.Summaries.Revenue[customer] / facts.Summaries.SalesOrders[customer] / _minorPerMajor, condition)),
        SegmentField.DaysSinceLast => Places(customer => facts.DaysSinceLast(customer) is { } days && Compare(days, condition)),
        SegmentField.FirstOrder => Days(facts.Summaries.First, condition),
        SegmentField.LastOrder => Days(facts.Summaries.Last, condition),
        SegmentField.Chance => Figures(facts.Scores.Chance, chance => Math.Round(chance, 6), condition),
        SegmentField.Value => Figures(facts.Scores.ValueMinor, minor => minor / _minorPerMajor, condition),
        SegmentField.Country => Negated(Countries(condition.Text!), condition),
        SegmentField.Group => Negated(Groups(condition.Text!), condition),
        SegmentField.Category => Negated(Buyers(ItemsOf(condition.Text!)), condition),
        _ => Negated(Buyers(ItemsLike(condition.Text!)), condition),
    };

    private static bool Compare(double value, SegmentCondition condition) =>
        condition.Operator == SegmentOperator.AtLeast ? value >= condition.Number!.Value : value <= condition.Number!.Value;

    // Not a number compares as false both ways: who was not scored is in neither.
    private CustomerSet Figures<T>(T[] column, Func<T, double> read, SegmentCondition condition) =>
        Empty().AddWhere<T>(column, value => Compare(read(value), condition));

    private CustomerSet Days(long[] times, SegmentCondition condition)
    {
        if (ShopTime.Of(snapshot) is not { } time)
        {
            return Empty();
        }

        var (clock, day, isLeast) = (time.Clock, condition.Day!.Value.DayNumber, condition.Operator == SegmentOperator.AtLeast);
        return Empty().AddWhere<long>(times, utcMs => utcMs is not (long.MinValue or long.MaxValue) && (isLeast ? clock.DayNumberOf(utcMs) >= day : clock.DayNumberOf(utcMs) <= day));
    }

    private CustomerSet Countries(string name)
    {
        var names = snapshot.Customers.Country.Names;
        var code = Enumerable.Range(0, names.Count).FirstOrDefault(i => names[i] == name, int.MinValue);
        return Empty().AddWhere(snapshot.Customers.Country.Codes, country => country == code);
    }

    private CustomerSet Groups(string name) =>
        Enum.TryParse<SegmentName>(name, out var group) && Enum.IsDefined(group) ? Places(customer => facts.Rfm.SegmentOf(customer) == group) : Empty();

    private bool[] ItemsOf(string category)
    {
        var codes = snapshot.Items.Category.Codes;
        var names = snapshot.Items.Category.Names;
        var items = new bool[snapshot.Items.Count];
        for (var item = 0; item < items.Length; item++)
        {
            items[item] = codes[item] >= 0 && names[codes[item]] == category;
        }

        return items;
    }

    private bool[] ItemsLike(string key)
    {
        var items = new bool[snapshot.Items.Count];
        if (snapshot.Items.Find(key) is >= 0 and var wanted)
        {
            items[wanted] = true;
            var parents = snapshot.Items.Parent;
            for (var item = 0; item < items.Length; item++)
            {
                items[item] |= parents[item] == wanted;
            }
        }

        return items;
    }

    /// <summary>Who bought one of these items up to the moment of the facts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CustomerSet Buyers(bool[] items)
    {
        var (buyers, asOf) = (Empty(), UnixTime.Milliseconds(facts.AsOfUtc));
        var bought = snapshot.RowItem;
        var customers = snapshot.RowCustomer;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        for (var row = 0; row < bought.Length; row++)
        {
            if (kinds[row] == InteractionKind.Purchase && bought[row] is >= 0 and var item && items[item] && customers[row] >= 0 && times[row] < asOf)
            {
                buyers.Add(customers[row]);
            }
        }

        return buyers;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CustomerSet Places(Func<int, bool> test)
    {
        var set = Empty();
        for (var customer = 0; customer < set.Customers; customer++)
        {
            if (test(customer))
            {
                set.Add(customer);
            }
        }

        return set;
    }

    private static CustomerSet Negated(CustomerSet set, SegmentCondition condition) => condition.Operator == SegmentOperator.IsNot ? set.Not() : set;

    private CustomerSet Empty() => new(snapshot.Customers.Count);
}
