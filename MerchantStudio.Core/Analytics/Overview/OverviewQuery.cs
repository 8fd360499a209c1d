using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Overview;

/// <summary>What a shop sold in a period: figures, trend, products, countries, and the same for the period before.</summary>
public sealed class OverviewQuery(SnapshotStore snapshots, AnalyticsCache cache)
{
    private const int MostShops = 4;
    private readonly KeptTables<string, SaleTable> _sales = new(MostShops);

    /// <summary>Null for a shop without data.</summary>
    public async Task<OverviewReport?> RunAsync(OverviewRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        return snapshot.RowCount == 0 ? null : cache.Get(snapshot, request, () => Compute(snapshot, request, SalesOf(snapshot), cancellationToken));
    }

    /// <summary>The report of a snapshot that has rows.</summary>
    internal static OverviewReport Compute(Snapshot snapshot, OverviewRequest request, CancellationToken cancellationToken) =>
        Compute(snapshot, request, SaleTable.Of(snapshot, TimeOf(snapshot), cancellationToken), cancellationToken);

    private SaleTable SalesOf(Snapshot snapshot) => _sales.Of(snapshot, "", () => SaleTable.Of(snapshot, TimeOf(snapshot), CancellationToken.None));

    private static ShopTime TimeOf(Snapshot snapshot) =>
        ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");

    private static OverviewReport Compute(Snapshot snapshot, OverviewRequest request, SaleTable sales, CancellationToken cancellationToken)
    {
        var range = request.Range ?? TimeOf(snapshot).Span;
        var unit = request.Unit ?? CalendarUnits.For(range);
        var (tally, breakdown) = OverviewPass.Run(snapshot, sales, new CalendarSlots(range, unit), cancellationToken);
        var report = new OverviewReport
        {
            Currency = snapshot.Header.Currency,
            TimeZone = snapshot.Header.TimeZoneId,
            Range = range,
            Unit = unit,
            Totals = tally.Total,
            Trend = tally.Trend,
            TopProducts = breakdown.TopProducts(request.Top),
            Countries = breakdown.Countries(request.Top),
        };
        return request is { Compare: true, Range: { } asked } ? WithPrevious(report, snapshot, sales, asked.Previous, cancellationToken) : report;
    }

    private static OverviewReport WithPrevious(
        OverviewReport report, Snapshot snapshot, SaleTable sales, DayRange previous, CancellationToken cancellationToken)
    {
        var (tally, _) = OverviewPass.Run(snapshot, sales, new CalendarSlots(previous, report.Unit), cancellationToken);
        return report with { PreviousRange = previous, PreviousTotals = tally.Total, PreviousTrend = tally.Trend };
    }
}
