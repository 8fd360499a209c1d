using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Analytics.Kpis;
using MerchantStudio.Core.Analytics.Paths;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Analytics;

/// <summary>Every analysis of the conversion pages over the shops that break others.</summary>
public sealed class EdgeShopTests
{
    private static readonly FunnelRequest s_funnel = new(1, FunnelText.ReadSteps("view_item,add_to_cart,begin_checkout,purchase")) { Trend = CalendarUnit.Month, By = FunnelAttribute.Device };

    public static TheoryData<string> Shops => [.. s_shops.Keys];

    /// <summary>The rows of each, by what is strange about it.</summary>
    internal static IReadOnlyDictionary<string, Func<IEnumerable<SnapshotRow>>> All => s_shops;

    private static readonly Dictionary<string, Func<IEnumerable<SnapshotRow>>> s_shops = new()
    {
        ["orders only"] = () => Enumerable.Range(0, 40).Select(i => new SnapshotRow { CustomerKey = $"c{i % 7}", OrderKey = $"o{i}", Kind = InteractionKind.Purchase, Time = At(2024, 1, 1) + (i * 86_400_000L), AmountMinor = 900 }),
        ["events without purchase"] = () => Enumerable.Range(0, 40).Select(i => Event($"v{i % 9}", i % 3 == 0 ? InteractionKind.AddToCart : InteractionKind.ViewItem, At(2024, 1, 1) + (i * 3_600_000L))),
        ["one visitor, once"] = () => [Event("v", InteractionKind.ViewItem, At(2024, 2, 29))],
        ["clocks that go backwards"] = () => Enumerable.Range(0, 60).Select(i => Event("v", i % 2 == 0 ? InteractionKind.ViewItem : InteractionKind.Purchase, At(2024, 3, 31) - (i * 1_777_000L))),
        ["1902 and 2037"] = () => [Event("a", InteractionKind.ViewItem, At(1902, 1, 1)), Event("a", InteractionKind.Purchase, At(2037, 12, 31)), Event("b", InteractionKind.ViewItem, At(1969, 12, 31)), Event("b", InteractionKind.AddToCart, At(1970, 1, 1))],
        ["all in one millisecond"] = () => Enumerable.Range(0, 50).Select(i => Event($"v{i % 3}", (InteractionKind)(i % 13), At(2024, 5, 5))),
        ["only events of the shop's own"] = () => Enumerable.Range(0, 20).Select(i => Event($"v{i % 4}", InteractionKind.SessionStart, At(2024, 5, 5) + (i * 60_000L))),
        ["only refunds"] = () => [new SnapshotRow { CustomerKey = "c", OrderKey = "o", Kind = InteractionKind.Refund, Time = At(2024, 5, 5), AmountMinor = -500 }],
        ["nobody known"] = () => Enumerable.Range(0, 10).Select(i => new SnapshotRow { Kind = InteractionKind.Purchase, OrderKey = $"o{i}", Time = At(2024, 5, 5) + i, AmountMinor = 100 }),
    };

    [Theory, MemberData(nameof(Shops))]
    public void EveryAnalysis_OfAStrangeShop_AnswersAndAddsUp(string name)
    {
        using var file = SnapshotFile.Of(s_shops[name]());
        var (snapshot, token) = (file.Snapshot, TestContext.Current.CancellationToken);

        var funnel = FunnelQuery.Compute(snapshot, s_funnel, token);
        var conversion = ConversionQuery.Compute(snapshot, new ConversionRequest(1), new VisitTables(), token);
        var compared = ConversionQuery.Compute(snapshot, new ConversionRequest(1, new DayRange(new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 31))), new VisitTables(), token);
        var paths = PathQuery.Compute(snapshot, new PathRequest(1, "view_item"), token);
        var kpis = KpiQuery.Compute(snapshot, new KpiRequest(1, CalendarUnit.Month), token);

        funnel.Steps.Zip(funnel.Steps.Skip(1)).ShouldAllBe(pair => pair.Second.Count <= pair.First.Count);
        conversion.Trend.Sum(point => point.Figures.Visits).ShouldBe(conversion.Now.Visits);
        conversion.Now.Visits.ShouldBe(snapshot.Header.SessionCount);
        compared.Changes.Values.ShouldAllBe(change => Math.Abs(change.Mix + change.Steps.Sum() - change.Change) < 1e-12);
        paths.Exits.Sum(exit => exit.Left).ShouldBe(paths.VisitsWithoutPurchase);
        kpis.Points.Sum(point => point.Events).ShouldBe(snapshot.RowCount);
        GoalQuery.Compute(snapshot, new VisitTables(), token).Measures.SelectMany(series => series.Days).ShouldAllBe(day => !day.IsOutside);
        foreach (var unit in Enum.GetValues<CalendarUnit>())
        {
            var retention = RetentionQuery.Compute(snapshot, new RetentionRequest(1) { Unit = unit, By = FunnelAttribute.Source }, token);
            retention.Cohorts.ShouldAllBe(cohort => cohort.Cells[0].Share == 1);
        }
    }

    [Fact]
    public void EveryAnalysis_OfOneVisitorWithAMillionEvents_Answers()
    {
        var kinds = new[] { InteractionKind.ViewItem, InteractionKind.AddToCart, InteractionKind.RemoveFromCart, InteractionKind.BeginCheckout };
        using var file = SnapshotFile.Of(Enumerable.Range(0, 1_000_000).Select(i => Event("v", kinds[i % 4], At(2024, 1, 1) + (i * 1_000L))));
        var (snapshot, token) = (file.Snapshot, TestContext.Current.CancellationToken);

        FunnelQuery.Compute(snapshot, s_funnel, token).Steps.Select(step => step.Count).ShouldBe([1, 1, 1, 0]);
        FunnelQuery.Compute(snapshot, s_funnel with { Entry = FunnelEntry.AnyChain, Exclusions = [new FunnelExclusion("remove_from_cart", 1, 2)] }, token)
            .Steps.Select(step => step.Count).ShouldBe([1, 1, 0, 0]);
        PathQuery.Compute(snapshot, new PathRequest(1, "begin_checkout"), token).Visits.ShouldBe(1);
        RetentionQuery.Compute(snapshot, new RetentionRequest(1) { Unit = CalendarUnit.Day }, token).Cohorts.ShouldHaveSingleItem().Cells.ShouldAllBe(cell => cell.Count == 1);
        KpiQuery.Compute(snapshot, new KpiRequest(1, CalendarUnit.Day), token).Points.Sum(point => point.Events).ShouldBe(1_000_000);
        ConversionQuery.Compute(snapshot, new ConversionRequest(1), new VisitTables(), token).Now.ShouldBe(
            new VisitFigures { Visits = 1, Viewed = 1, Carted = 1, CheckedOut = 1, Bought = 0, RevenueMinor = 0 });
    }

    private static SnapshotRow Event(string visitor, InteractionKind kind, long time) => new() { VisitorKey = visitor, Kind = kind, ItemKey = "p", Time = time, IsEvent = true };

    private static long At(int year, int month, int day) => new DateTimeOffset(year, month, day, 11, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
