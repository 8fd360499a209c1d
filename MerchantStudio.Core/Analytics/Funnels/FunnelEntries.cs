using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// What became of every visitor of a funnel, from the first entry of each day on. Counted from the first entry, a visitor's
/// outcome depends on nothing but that entry, and the first one of a period of whole days is the first of some day: so
/// an entry counts for every period that holds its day and begins after the day of the visitor's entry before it. Entries
/// of a day in the order of that earlier day make a period a sum over its days.
/// </summary>
internal sealed class FunnelEntries
{
    private readonly int _firstDay;
    private readonly int _steps;
    private readonly DayOrder _order;

    // In order; the reached steps as bits.
    private readonly int[] _rows;
    private readonly ushort[] _reached;

    // Per step and cell of the order: how many entries up to its end reached it.
    private readonly int[][] _counts;

    // Per further step: milliseconds of those who reached it, in the order of the entries.
    private readonly long[][] _elapsed;

    private FunnelEntries(FunnelEntryPart[] parts, int steps, UnitScale days)
    {
        (_firstDay, _steps, _order) = (days.Days[0].DayNumber, steps, FunnelEntryPart.Sort(parts, days.Count));
        (_rows, _reached) = (new int[_order.Payload.Length], new ushort[_order.Payload.Length]);
        _counts = [.. Enumerable.Range(0, steps).Select(_ => new int[_order.Ends.Count])];
        var (elapsed, counts) = (Enumerable.Range(0, steps).Select(_ => new List<long>()).ToArray(), new int[steps]);
        for (var (i, cell) = (0, 0); cell < _order.Ends.Count; cell++)
        {
            for (; i < _order.Ends[cell]; i++)
            {
                var part = parts[_order.Payload[i] >> 32];
                var entry = part.At((int)_order.Payload[i]);
                (_rows[i], _reached[i]) = (entry.Row, entry.Reached);
                Add(part, entry, counts, elapsed);
            }
            for (var step = 0; step < steps; step++)
            {
                _counts[step][cell] = counts[step];
            }
        }
        _elapsed = [.. elapsed.Select(times => times.ToArray())];
        _order.Forget();
    }

    private static void Add(FunnelEntryPart part, EntryOfDay entry, int[] counts, List<long>[] elapsed)
    {
        for (var (step, time) = (0, entry.Times); step < counts.Length; step++)
        {
            var isReached = (entry.Reached & (1 << step)) != 0;
            counts[step] += isReached ? 1 : 0;
            if (isReached && step > 0)
            {
                elapsed[step].Add(part.ElapsedAt(time++));
            }
        }
    }

    /// <summary>Whether a request is one that entries can answer.</summary>
    public static bool Fit(FunnelRequest request) =>
        request is { Order: FunnelOrder.Ordered, Entry: FunnelEntry.First, Unit: FunnelUnit.Visitor, Range: not null };

    /// <param name="snapshot">Whose events.</param>
    /// <param name="request">A request that fits; its period and what it is cut by are of no matter.</param>
    /// <param name="time">The shop's days.</param>
    /// <param name="cancellationToken">Cancels between visitors.</param>
    public static FunnelEntries Of(Snapshot snapshot, FunnelRequest request, ShopTime time, CancellationToken cancellationToken)
    {
        var plan = new FunnelPlan(snapshot, request with { Range = null, By = null, Trend = null }, time);
        var days = new UnitScale(time, CalendarUnit.Day);
        var parts = VisitorParts.Run(snapshot, part => FunnelEntryPart.Walk(snapshot, plan, days, part, cancellationToken), cancellationToken);
        return new FunnelEntries(parts, plan.Rules.Steps, days);
    }

    /// <summary>Tells a tally what became of those who entered in a period.</summary>
    /// <param name="snapshot">The one that the entries are of.</param>
    /// <param name="range">The period.</param>
    /// <param name="tally">Who is told.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Tell(Snapshot snapshot, DayRange range, FunnelTally tally)
    {
        var columns = new EventColumns(snapshot);
        var counts = new int[_steps];
        var first = Math.Max(0, range.From.DayNumber - _firstDay);
        var last = Math.Min(_order.Cells.Length - 2, range.To.DayNumber - _firstDay);
        for (var day = first; day <= last; day++)
        {
            var (from, to) = (_order.Cells[day], _order.EndOfThoseBefore(day, first));
            if (from == to)
            {
                continue;
            }
            for (var step = 0; step < _steps; step++)
            {
                var (begin, end) = (EndOf(step, from - 1), EndOf(step, to - 1));
                counts[step] = end - begin;
                tally.AddElapsed(step, step == 0 ? [] : _elapsed[step].AsSpan(begin..end));
            }
            var (entry, behind) = (EndOf(0, from - 1), EndOf(0, to - 1));
            tally.AddEntries(columns.Time[_rows[entry]], counts);
            for (; tally.HasGroups && entry < behind; entry++)
            {
                tally.AddToGroup(columns, _rows[entry], _reached[entry]);
            }
        }
    }

    // Everybody who entered reached the first step, so its count is also the number of entries.
    private int EndOf(int step, int cell) => cell < 0 ? 0 : _counts[step][cell];
}
