using System.Collections;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
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
        return snapshot.RowCount == 0
            ? null
            : cache.Get(snapshot, request with { Range = null }, () => Count(snapshot, request, cancellationToken)).In(request.Range);
    }

    internal static RetentionReport Compute(Snapshot snapshot, RetentionRequest request, CancellationToken cancellationToken) =>
        Count(snapshot, request, cancellationToken).In(request.Range);

    // Whole cohorts are counted whatever the period, so that a period never asked for costs nothing more.
    private static CountedCohorts Count(Snapshot snapshot, RetentionRequest request, CancellationToken cancellationToken)
    {
        var time = ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");
        var asked = Fitting(request, time);
        var scale = new UnitScale(time, asked.Unit);
        var groups = asked.By is { } by ? Groups(snapshot, asked, by, scale, cancellationToken) : [];
        return new CountedCohorts(asked.Unit, snapshot.Header.Currency, scale.Days[^1], Cohorts(snapshot, asked, scale, null, cancellationToken), groups);
    }

    // One clock that was wrong by a century would ask for a billion cells of days.
    private static RetentionRequest Fitting(RetentionRequest request, ShopTime time)
    {
        var days = time.Span.Days;
        return request.Unit switch
        {
            CalendarUnit.Day when RetentionGrid.Cells(Math.Min(days, ushort.MaxValue)) > MostCells => Fitting(request with { Unit = CalendarUnit.Week }, time),
            CalendarUnit.Week when RetentionGrid.Cells((days / 7) + 2) > MostCells => request with { Unit = CalendarUnit.Month },
            _ => request,
        };
    }

    private static List<Cohort> Cohorts(Snapshot snapshot, RetentionRequest request, UnitScale scale, RetentionMembers? members, CancellationToken cancellationToken)
    {
        var grid = Count(snapshot, request, scale, members, cancellationToken);
        return [.. Enumerable.Range(0, scale.Count).Where(unit => grid.Size(unit) > 0).Select(unit => grid.Cohort(unit, scale.Days[unit]))];
    }

    private static List<(string? Name, List<Cohort> Cohorts)> Groups(Snapshot snapshot, RetentionRequest request, FunnelAttribute by, UnitScale scale, CancellationToken cancellationToken)
    {
        var groups = new List<(string?, List<Cohort>)>();
        foreach (var name in RetentionMembers.Largest(snapshot, request, by, cancellationToken))
        {
            groups.Add((name, Cohorts(snapshot, request, scale, new RetentionMembers(snapshot, by, name), cancellationToken)));
        }
        return groups;
    }

    private static RetentionGrid Count(Snapshot snapshot, RetentionRequest request, UnitScale scale, RetentionMembers? members, CancellationToken cancellationToken)
    {
        var grid = new RetentionGrid(scale.Count);
        var seen = new BitArray(snapshot.Orders.Count);
        var parts = VisitorParts.Run(snapshot, part =>
        {
            var pass = new RetentionPass(snapshot, request, scale, new RetentionGrid(scale.Count), members);
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

    /// <summary>The cohorts of all that the shop has, of which a period takes those that began in it.</summary>
    private sealed record CountedCohorts(CalendarUnit Unit, string Currency, DateOnly LastUnit, List<Cohort> Cohorts, List<(string? Name, List<Cohort> Cohorts)> Groups)
    {
        public RetentionReport In(DayRange? range) => new(Unit, Currency, LastUnit, Those(Cohorts, range)) { Groups = GroupsIn(range) };

        private IReadOnlyList<RetentionGroup> GroupsIn(DayRange? range) =>
        [
            .. Groups.Select(group => (group.Name, Cohorts: Those(group.Cohorts, range)))
                .Select(group => new RetentionGroup(group.Name, group.Cohorts.Sum(cohort => cohort.Size), RetentionReport.CurveOf(group.Cohorts)))
                .Where(group => group.Size > 0).OrderByDescending(group => group.Size).ThenBy(group => group.Name, StringComparer.Ordinal),
        ];

        private List<Cohort> Those(List<Cohort> cohorts, DayRange? range) =>
            range is not { } days ? cohorts : [.. cohorts.Where(cohort => cohort.Start >= Unit.StartOf(days.From) && cohort.Start <= days.To)];
    }
}
