using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Kpis;

/// <summary>The daily (weekly, monthly) figures of a shop with events.</summary>
public sealed class KpiQuery(SnapshotStore snapshots, AnalyticsCache cache)
{
    /// <summary>Null for a shop without data.</summary>
    public async Task<KpiReport?> RunAsync(KpiRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        return snapshot.RowCount == 0 ? null : cache.Get(snapshot, request, () => Compute(snapshot, request, cancellationToken));
    }

    internal static KpiReport Compute(Snapshot snapshot, KpiRequest request, CancellationToken cancellationToken)
    {
        var time = ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");
        var scale = new UnitScale(time, request.Unit);
        var tally = new KpiTally(scale.Count);
        foreach (var part in Count(snapshot, scale, cancellationToken))
        {
            tally.Add(part);
        }
        var points = Enumerable.Range(0, scale.Count)
            .Where(unit => request.Range is not { } range || (scale.Days[unit] >= request.Unit.StartOf(range.From) && scale.Days[unit] <= range.To))
            .Select(unit => tally.Point(unit, scale.Days[unit])).ToList();
        return new KpiReport(request.Unit, snapshot.Header.Currency, points);
    }

    private static KpiTally[] Count(Snapshot snapshot, UnitScale scale, CancellationToken cancellationToken)
    {
        var marks = SessionMarks.For(snapshot);
        return VisitorParts.Run(snapshot, part =>
        {
            var tally = new KpiTally(scale.Count);
            new KpiPass(snapshot, scale, tally, marks).Run(part, cancellationToken);
            return tally;
        }, cancellationToken);
    }
}
