using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// What became of every visitor of a funnel, from the first entry of each day on. Counted from the first entry, a visitor's
/// outcome depends on nothing but that entry, and the first one of a period of whole days is the first of some day: so
/// this answers for any period, in a pass over the entries and not over the events. Twelve bytes for an entry.
/// </summary>
internal sealed class FunnelEntries
{
    private readonly Part[] _parts;
    private readonly int _firstDay;

    private FunnelEntries(Part[] parts, int firstDay) => (_parts, _firstDay) = (parts, firstDay);

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
        return new FunnelEntries(VisitorParts.Run(snapshot, part => Walk(snapshot, plan, days, part, cancellationToken), cancellationToken), days.Days[0].DayNumber);
    }

    /// <summary>Tells a sink what became of those who entered in a period; one sink for each part, several at a time.</summary>
    /// <param name="snapshot">The one that the entries are of.</param>
    /// <param name="range">The period.</param>
    /// <param name="sinkOf">Makes a sink.</param>
    /// <param name="cancellationToken">Cancels between parts.</param>
    public T[] In<T>(Snapshot snapshot, DayRange range, Func<T> sinkOf, CancellationToken cancellationToken)
        where T : IFunnelSink
    {
        var sinks = new T[_parts.Length];
        Parallel.For(0, _parts.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, part =>
        {
            sinks[part] = sinkOf();
            _parts[part].Tell(new EventColumns(snapshot), range.From.DayNumber - _firstDay, range.To.DayNumber - _firstDay, sinks[part]);
        });
        return sinks;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Part Walk(Snapshot snapshot, FunnelPlan plan, UnitScale days, VisitorPart part, CancellationToken cancellationToken)
    {
        var (walker, rows, elapsed) = (plan.Walker(), new FunnelRows(plan, reduced: true), new long[plan.Rules.Steps]);
        var columns = new EventColumns(snapshot);
        var offsets = snapshot.CustomerOffsets;
        var entries = new Part(plan.Rules.Steps);
        for (var customer = part.From; customer < part.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            var (isFirst, to) = (true, offsets[customer + 1]);
            for (var row = offsets[customer]; row < to;)
            {
                var events = rows.Of(columns, row, to);
                if (events.Length == 0)
                {
                    break;
                }
                var outcome = events.Length == 1 ? new FunnelOutcome { Reached = (uint)events[0].Steps & 1, EntryRow = events[0].Row } : walker.Walk(events, elapsed);
                entries.Add(outcome, days.UnitOf(columns.Time[outcome.EntryRow]), isFirst, elapsed);
                isFirst = false;
                row = FirstFrom(columns.Time, outcome.EntryRow + 1, to, days.EndOf(columns.Time[outcome.EntryRow]));
            }
        }
        entries.Trim();
        return entries;
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

    /// <summary>Entries of some visitors, visitor by visitor in the order of time.</summary>
    private sealed class Part(int steps)
    {
        private const uint FirstOfVisitor = 1u << 31;
        private readonly List<(int Day, int Row, uint Reached)> _entries = [];

        // Of the entries that reached more than the first step: one for each further step.
        private readonly List<long> _elapsed = [];

        public void Add(in FunnelOutcome outcome, int day, bool isFirst, ReadOnlySpan<long> elapsed)
        {
            _entries.Add((day, outcome.EntryRow, outcome.Reached | (isFirst ? FirstOfVisitor : 0)));
            for (var step = 1; step < steps; step++)
            {
                if ((outcome.Reached & (1u << step)) != 0)
                {
                    _elapsed.Add(elapsed[step]);
                }
            }
        }

        public void Trim()
        {
            _entries.TrimExcess();
            _elapsed.TrimExcess();
        }

        /// <param name="columns">The columns of the rows.</param>
        /// <param name="from">First day, counted from the first one with data.</param>
        /// <param name="to">Last day.</param>
        /// <param name="sink">Who is told.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Tell(in EventColumns columns, int from, int to, IFunnelSink sink)
        {
            var elapsed = new long[steps];
            var (at, isTold) = (0, false);
            foreach (var (day, row, flags) in CollectionsMarshal.AsSpan(_entries))
            {
                var reached = flags & ~FirstOfVisitor;
                isTold &= flags == reached;
                if (isTold || day < from || day > to)
                {
                    // The first entry of the period is the one that counts, whether or not another follows it.
                    at += BitOperations.PopCount(reached >> 1);
                    continue;
                }
                for (var step = 1; step < steps; step++)
                {
                    elapsed[step] = (reached & (1u << step)) != 0 ? _elapsed[at++] : 0;
                }
                isTold = true;
                sink.Add(columns.CustomerOf(row), columns, new FunnelOutcome { Reached = reached, EntryRow = row }, elapsed);
            }
        }
    }
}
