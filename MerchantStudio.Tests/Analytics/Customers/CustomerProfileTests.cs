using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics.Customers;

/// <summary>A profile against plain sums over the rows that the snapshot was made from.</summary>
public sealed class CustomerProfileTests
{
    [Fact]
    public void Compute_RandomShops_EqualsPlainSumsOverTheRows()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var shop = RandomShop.Of(seed);
            using var file = shop.Open();
            foreach (var customer in shop.Rows.Select(row => row.CustomerKey).OfType<string>().Distinct())
            {
                Check(Profile(file.Snapshot, customer), [.. shop.Rows.Where(row => row.CustomerKey == customer)], $"{customer} of shop {seed}");
            }
        }
    }

    private static void Check(CustomerProfile profile, SnapshotRow[] rows, string who)
    {
        var documents = rows.GroupBy(row => row.OrderKey).ToArray();
        var sales = documents.Where(document => document.Any(row => row.Kind == InteractionKind.Purchase)).ToArray();
        profile.Summary.RevenueMinor.ShouldBe(rows.Sum(row => row.AmountMinor), who);
        profile.Summary.SalesOrders.ShouldBe(sales.Length, who);
        profile.Summary.ReturnOrders.ShouldBe(documents.Length - sales.Length, who);
        profile.Spend.SalesMinor.ShouldBe(rows.Where(row => row.Kind == InteractionKind.Purchase).Sum(row => row.AmountMinor), who);
        profile.Spend.ReturnsMinor.ShouldBe(rows.Where(row => row.Kind == InteractionKind.Refund).Sum(row => row.AmountMinor), who);
        profile.Rhythm.WeekdayHours.Sum(hours => hours.Sum()).ShouldBe(sales.Length, who);
        profile.Months.Sum(month => month.RevenueMinor).ShouldBe(rows.Sum(row => row.AmountMinor), who);
        profile.Timeline.Count.ShouldBe(documents.Length, who);
        profile.Timeline.Sum(entry => entry.AmountMinor ?? 0).ShouldBe(rows.Sum(row => row.AmountMinor), who);
        var ofSales = sales.SelectMany(document => document).Where(row => row.Kind == InteractionKind.Purchase && row.ItemKey != "postage").ToArray();
        profile.Interests.Sum(interest => interest.Quarters.Sum(quarter => quarter.SpendMinor))
            .ShouldBe(ofSales.Any(row => row.ItemKey != "p4") ? ofSales.Sum(row => row.AmountMinor) : 0, who);
        var prices = ofSales.Where(row => row.AmountMinor > 0).Select(row => row.AmountMinor / row.Quantity).Order().ToArray();
        profile.Prices?.MedianUnitMinor.ShouldBe((long)Math.Round((double)prices[prices.Length / 2]), who);
        (profile.Prices is null).ShouldBe(prices.Length == 0, who);
    }

    [Fact]
    public void Compute_OneDearAndOneDiscountedLine_SaysPriceLevelAndDiscountTaste()
    {
        // Product p usually costs 10.00; the customer buys it once at 8.00, and q at 40.00.
        var rows = Enumerable.Range(0, 8).Select(i => Row("other", i, "p", 1_000)).Concat([Row("me", 20, "p", 800), Row("me", 21, "q", 4_000)]);
        using var file = SnapshotFile.Of(rows);

        var prices = Profile(file.Snapshot, "me").Prices.ShouldNotBeNull();

        prices.MedianUnitMinor.ShouldBe(4_000);
        prices.PriceLevel.ShouldBe(1);
        (prices.Lines, prices.BelowUsualShare).ShouldBe((1, 1.0));
        prices.ShopBelowUsualShare.ShouldBe(1 / 9.0, 1e-12);
    }

    [Fact]
    public void Compute_SubscriberAndChance_TellThemApartByTheirRhythm()
    {
        using var file = SnapshotFile.Of(Enumerable.Range(0, 8).Select(i => Row("monthly", i * 30, "p", 500))
            .Concat(new[] { 0, 1, 90, 95, 200 }.Select(day => Row("chance", day, "p", 500))));

        Profile(file.Snapshot, "monthly").Rhythm.GapVariation.ShouldBe(0);
        Profile(file.Snapshot, "chance").Rhythm.GapVariation.ShouldNotBeNull().ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void Compute_RefundsOnly_HasNoPricesRhythmOrInterests()
    {
        using var file = SnapshotFile.Of(Row("a", 1, "p", -500) with { Kind = InteractionKind.Refund, Quantity = -1 });

        var profile = Profile(file.Snapshot, "a");

        (profile.Prices, profile.Rhythm.GapVariation, profile.Summary.RevenueMinor).ShouldBe((null, null, -500));
        profile.Interests.ShouldBeEmpty();
    }

    private static CustomerProfile Profile(Snapshot snapshot, string customer) => CustomerProfileQuery.Compute(
        snapshot, CustomerSummaries.Of(snapshot, CancellationToken.None), PriceBook.Of(snapshot, CancellationToken.None),
        snapshot.Customers.Find(customer), new CustomerProfileRequest(1, customer) { TimelineEntries = 1_000 });

    private static SnapshotRow Row(string customer, int day, string item, long amountMinor) => new()
    {
        CustomerKey = customer,
        ItemKey = item,
        OrderKey = $"{customer}-{day}",
        Kind = InteractionKind.Purchase,
        Time = (day * 86_400_000L) + 36_000_000,
        Quantity = 1,
        AmountMinor = amountMinor,
    };
}
