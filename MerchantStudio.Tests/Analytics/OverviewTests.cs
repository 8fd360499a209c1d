using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Analytics.Funnels;

namespace MerchantStudio.Tests.Analytics;

public sealed class OverviewTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomShop.TimeZone);

    [Theory]
    [InlineData(CalendarUnit.Day)]
    [InlineData(CalendarUnit.Week)]
    [InlineData(CalendarUnit.Month)]
    public void Compute_AnyShopAndPeriod_EqualsTheReference(CalendarUnit unit) => Prop.ForAll<int, byte, byte>((seed, from, days) =>
    {
        var shop = RandomShop.Of(seed);
        using var file = shop.Open();
        var range = new DayRange(new DateOnly(2010, 12, 20).AddDays(from), new DateOnly(2010, 12, 20).AddDays(from + days));
        var reference = new OverviewReference(shop.Rows, s_zone);

        var report = OverviewQuery.Compute(file.Snapshot, new OverviewRequest(1, range, unit), TestContext.Current.CancellationToken);

        report.Totals.ShouldBe(reference.Figures(day => day >= range.From && day <= range.To));
        report.PreviousTotals.ShouldBe(reference.Figures(day => day >= range.Previous.From && day <= range.Previous.To));
        foreach (var point in report.Trend)
        {
            point.Figures.ShouldBe(reference.Figures(day => day >= range.From && day <= range.To && unit.StartOf(day) == point.Start), $"{point.Start}");
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_WithoutAPeriod_CoversEveryRow() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var shop = RandomShop.Of(seed);
        using var file = shop.Open();

        var report = OverviewQuery.Compute(file.Snapshot, new OverviewRequest(1), TestContext.Current.CancellationToken);

        report.Totals.ShouldBe(new OverviewReference(shop.Rows, s_zone).Figures(_ => true));
        report.PreviousTotals.ShouldBeNull();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_AnyShop_RanksProductsAndCountriesByRevenue() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var shop = RandomShop.Of(seed);
        using var file = shop.Open();

        var report = OverviewQuery.Compute(file.Snapshot, new OverviewRequest(1), TestContext.Current.CancellationToken);

        var products = shop.Rows.Where(row => row.ItemKey != "postage").GroupBy(row => row.ItemKey!)
            .Select(group => (group.Key, Revenue: group.Sum(row => row.AmountMinor), Units: group.Sum(row => (double)row.Quantity)))
            .Where(product => product.Revenue != 0 || product.Units != 0)
            .OrderByDescending(product => product.Revenue).ThenBy(product => product.Key, StringComparer.Ordinal);
        report.TopProducts.Select(product => (product.Key, product.RevenueMinor, product.Units)).ShouldBe(products);
        report.Countries.Sum(country => country.RevenueMinor).ShouldBe(shop.Rows.Sum(row => row.AmountMinor));
        report.Countries.Sum(country => country.Orders).ShouldBe(shop.Rows.Select(row => row.OrderKey).Distinct().Count());
        report.Countries.Select(country => country.RevenueMinor).ShouldBeInOrder(SortDirection.Descending);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_APeriodWithoutSales_IsAllZeroAndHasNoAverage()
    {
        var shop = RandomShop.Of(1);
        using var file = shop.Open();
        var later = new DayRange(new DateOnly(2020, 1, 1), new DateOnly(2020, 1, 31));

        var report = OverviewQuery.Compute(file.Snapshot, new OverviewRequest(1, later), TestContext.Current.CancellationToken);

        report.Totals.Orders.ShouldBe(0);
        report.Totals.AverageOrderMinor.ShouldBeNull();
        report.Trend.Count.ShouldBe(31);
    }
}
