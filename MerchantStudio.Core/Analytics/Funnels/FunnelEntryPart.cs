using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <param name="Day">Day of the entry, counted from the first one with data.</param>
/// <param name="Before">Day of the visitor's entry before it; -1 for none.</param>
/// <param name="Row">Row of the first step.</param>
/// <param name="Reached">A bit for each step.</param>
/// <param name="Times">Where the times of its further steps begin in those of the part.</param>
internal readonly record struct EntryOfDay(int Day, int Before, int Row, ushort Reached, int Times);

/// <summary>The first entries of each day of some visitors, visitor by visitor in the order of time.</summary>
internal sealed class FunnelEntryPart(int steps)
{
    private readonly List<EntryOfDay> _entries = [];
    private readonly List<long> _elapsed = [];

    public EntryOfDay At(int place) => _entries[place];

    /// <summary>Milliseconds since the required step before: of each entry one for each further step that it reached.</summary>
    public long ElapsedAt(int place) => _elapsed[place];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FunnelEntryPart Walk(Snapshot snapshot, FunnelPlan plan, UnitScale days, VisitorPart part, CancellationToken cancellationToken)
    {
        var (walker, rows, elapsed) = (plan.Walker(), new FunnelRows(plan, reduced: true), new long[plan.Rules.Steps]);
        var columns = new EventColumns(snapshot);
        var offsets = snapshot.CustomerOffsets;
        var entries = new FunnelEntryPart(plan.Rules.Steps);
        for (var customer = part.From; customer < part.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            var (before, to) = (-1, offsets[customer + 1]);
            for (var row = offsets[customer]; row < to;)
            {
                var events = rows.Of(columns, row, to);
                if (events.Length == 0)
                {
                    break;
                }
                var outcome = events.Length == 1 ? new FunnelOutcome { Reached = (uint)events[0].Steps & 1, EntryRow = events[0].Row } : walker.Walk(events, elapsed);
                var day = days.UnitOf(columns.Time[outcome.EntryRow]);
                entries.Add(outcome, day, before, elapsed);
                before = day;
                row = FirstFrom(columns.Time, outcome.EntryRow + 1, to, days.EndOf(columns.Time[outcome.EntryRow]));
            }
        }
        return entries;
    }

    /// <summary>Puts the entries of all parts in order; the payload is the part, and the place in it.</summary>
    public static DayOrder Sort(FunnelEntryPart[] parts, int days)
    {
        var order = new DayOrder(days);
        foreach (var entry in parts.SelectMany(part => part._entries))
        {
            order.Count(entry.Day);
        }
        order.Begin();
        for (var part = 0; part < parts.Length; part++)
        {
            for (var at = 0; at < parts[part]._entries.Count; at++)
            {
                order.Place(parts[part]._entries[at].Day, parts[part]._entries[at].Before, ((long)part << 32) | (uint)at);
            }
        }
        order.Sort();
        return order;
    }

    private void Add(in FunnelOutcome outcome, int day, int before, ReadOnlySpan<long> elapsed)
    {
        _entries.Add(new EntryOfDay(day, before, outcome.EntryRow, (ushort)outcome.Reached, _elapsed.Count));
        for (var step = 1; step < steps; step++)
        {
            if ((outcome.Reached & (1u << step)) != 0)
            {
                _elapsed.Add(elapsed[step]);
            }
        }
    }

    private static int FirstFrom(ReadOnlySpan<long> times, int from, int to, long time)
    {
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            (from, to) = times[middle] < time ? (middle + 1, to) : (from, middle);
        }
        return from;
    }
}
