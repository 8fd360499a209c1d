using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Kpis;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Analytics.Funnels;

namespace MerchantStudio.Tests.Analytics;

public sealed class KpiTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById(RandomLog.TimeZone);

    [Theory]
    [InlineData(CalendarUnit.Day)]
    [InlineData(CalendarUnit.Week)]
    [InlineData(CalendarUnit.Month)]
    public void Compute_AnyLog_EqualsTheReference(CalendarUnit unit) => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        AssertEqual(RandomLog.Of(seed), unit);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_SharedByCores_EqualsTheReference() => AssertEqual(RandomLog.Of(5, RandomLog.EnoughForSeveralParts), CalendarUnit.Day);

    private static void AssertEqual(RandomLog log, CalendarUnit unit)
    {
        using var file = log.Open();
        if (file.Snapshot.RowCount == 0)
        {
            return;
        }

        var report = KpiQuery.Compute(file.Snapshot, new KpiRequest(1, unit), TestContext.Current.CancellationToken);

        report.Points.Sum(point => point.Events).ShouldBe(log.Rows.Count);
        foreach (var point in report.Points)
        {
            point.ShouldBe(Reference(point.Start, [.. log.Rows.Where(row => UnitOf(unit, row) == point.Start)]));
        }
    }

    private static KpiPoint Reference(DateOnly start, IReadOnlyList<SnapshotRow> rows) => new()
    {
        Start = start,
        Events = rows.Count,
        Visitors = rows.Select(row => row.CustomerKey ?? row.VisitorKey).Distinct().Count(),
        Sessions = rows.Select(row => row.SessionKey).Distinct().Count(),
        Views = rows.Count(row => row.Kind == InteractionKind.ViewItem),
        Carts = rows.Count(row => row.Kind == InteractionKind.AddToCart),
        Checkouts = rows.Count(row => row.Kind == InteractionKind.BeginCheckout),
        PurchaseLines = rows.Count(row => row.Kind == InteractionKind.Purchase),
        BuyingSessions = rows.Where(row => row.Kind == InteractionKind.Purchase).Select(row => row.SessionKey).Distinct().Count(),
        RevenueMinor = rows.Where(row => row.Kind == InteractionKind.Purchase).Sum(row => row.AmountMinor),
    };

    private static DateOnly UnitOf(CalendarUnit unit, SnapshotRow row) =>
        unit.StartOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(row.Time), s_zone).DateTime));
}
