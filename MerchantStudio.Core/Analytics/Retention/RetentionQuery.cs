using System.Collections;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Retention;

/// <summary>Who comes back, how long after they came first.</summary>
public sealed class RetentionQuery(SnapshotStore snapshots, AnalyticsCache cache)
{
    // Of all parts together, some 16 bytes each.
    private const int MostCells = 1 << 21;

    /// <summary>Null for a shop without data.</summary>
    public async Task<RetentionReport?> RunAsync(RetentionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        return snapshot.RowCount == 0 ? null : cache.Get(snapshot, request, () => Compute(snapshot, request, cancellationToken));
    }

    internal static RetentionReport Compute(Snapshot snapshot, RetentionRequest request, CancellationToken cancellationToken)
    {
        var time = ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");
        var scale = new UnitScale(time, request.Unit);
        var grid = Count(snapshot, request, scale, cancellationToken);
        var cohorts = Enumerable.Range(0, scale.Count)
            .Where(unit => grid.Size(unit) > 0 && InRange(request, scale.Days[unit]))
            .Select(unit => grid.Cohort(unit, scale.Days[unit])).ToList();
        return new RetentionReport(request.Unit, snapshot.Header.Currency, scale.Days[^1], cohorts);
    }

    private static RetentionGrid Count(Snapshot snapshot, RetentionRequest request, UnitScale scale, CancellationToken cancellationToken)
    {
        var grid = new RetentionGrid(scale.Count);
        var seen = new BitArray(snapshot.Orders.Count);
        var parts = VisitorParts.Run(snapshot, part =>
        {
            var pass = new RetentionPass(snapshot, request, scale, new RetentionGrid(scale.Count));
            pass.Run(part, cancellationToken);
            return pass;
        }, cancellationToken, MostCells / RetentionGrid.Cells(scale.Count));
        foreach (var part in parts)
        {
            grid.Add(part.Grid);
            foreach (var order in part.Orders.Where(order => !seen[order.Order]))
            {
                seen[order.Order] = true;
                grid.AddOrder(order.Cohort, order.Unit);
            }
        }
        return grid;
    }

    private static bool InRange(RetentionRequest request, DateOnly start) =>
        request.Range is not { } range || (start >= request.Unit.StartOf(range.From) && start <= range.To);
}
