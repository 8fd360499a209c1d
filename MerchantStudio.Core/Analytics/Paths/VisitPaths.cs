using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Paths;

/// <summary>A visit's path: its events in the order of time. The same event again and again stands there once.</summary>
/// <param name="Day">Day on which it began, counted from the first one with data.</param>
/// <param name="From">Place of its first event among those of its part.</param>
/// <param name="Length">Events, at least one.</param>
/// <param name="Anchor">Place in the path of the first event that is the step; -1 when there is none, or no step.</param>
internal readonly record struct VisitPath(int Day, int From, int Length, int Anchor);

/// <summary>The paths of the visits of some visitors.</summary>
internal sealed class VisitPaths
{
    private readonly List<byte> _events = [];
    private readonly List<VisitPath> _visits = [];

    public int Count => _visits.Count;

    public VisitPath At(int place) => _visits[place];

    public ReadOnlySpan<byte> EventsOf(VisitPath visit) => CollectionsMarshal.AsSpan(_events).Slice(visit.From, visit.Length);

    /// <summary>The visits of a snapshot, several parts at a time.</summary>
    /// <param name="snapshot">Whose visits.</param>
    /// <param name="days">The shop's days.</param>
    /// <param name="step">Which events are the step; null where nobody has named one.</param>
    /// <param name="cancellationToken">Cancels between visitors.</param>
    public static VisitPaths[] Of(Snapshot snapshot, UnitScale days, EventMatcher? step, CancellationToken cancellationToken) => VisitorParts.Run(snapshot, part =>
    {
        var paths = new VisitPaths();
        new Reader(snapshot, days, step, paths).Run(part, cancellationToken);
        return paths;
    }, cancellationToken);

    private sealed class Reader(Snapshot snapshot, UnitScale days, EventMatcher? step, VisitPaths paths)
    {
        private readonly List<(int Session, int Row)> _rows = [];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(VisitorPart part, CancellationToken cancellationToken)
        {
            var columns = new EventColumns(snapshot);
            var offsets = snapshot.CustomerOffsets;
            for (var customer = part.From; customer < part.To; customer++)
            {
                if ((customer & 0xFFF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
                Read(columns, offsets[customer], offsets[customer + 1]);
            }
            if (part.IsLast)
            {
                Read(columns, offsets[part.To], snapshot.RowCount);
            }
        }

        // The visits of a visitor mostly follow one another; where they do not, each keeps the order of its rows.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Read(in EventColumns columns, int from, int to)
        {
            var sessions = columns.Session;
            var last = -1;
            for (var row = from; row < to; row++)
            {
                if (sessions[row] >= 0 && sessions[row] < last)
                {
                    ReadSorted(columns, from, to);
                    return;
                }
                last = sessions[row] >= 0 ? sessions[row] : last;
            }
            for (int start = from, end; start < to; start = end)
            {
                end = start + 1;
                if (sessions[start] < 0)
                {
                    continue;
                }
                Begin(columns.Time[start]);
                Add(columns, start);
                for (; end < to && (sessions[end] == sessions[start] || sessions[end] < 0); end++)
                {
                    if (sessions[end] >= 0)
                    {
                        Add(columns, end);
                    }
                }
            }
        }

        private void ReadSorted(in EventColumns columns, int from, int to)
        {
            _rows.Clear();
            for (var row = from; row < to; row++)
            {
                if (columns.Session[row] is >= 0 and var session)
                {
                    _rows.Add((session, row));
                }
            }
            _rows.Sort();
            for (var i = 0; i < _rows.Count; i++)
            {
                if (i == 0 || _rows[i].Session != _rows[i - 1].Session)
                {
                    Begin(columns.Time[_rows[i].Row]);
                }
                Add(columns, _rows[i].Row);
            }
        }

        private void Begin(long time) => paths._visits.Add(new VisitPath(days.UnitOf(time), paths._events.Count, 0, -1));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Add(in EventColumns columns, int row)
        {
            var kind = columns.Kind[row];
            ref var visit = ref CollectionsMarshal.AsSpan(paths._visits)[^1];
            if (visit.Length == 0 || paths._events[^1] != (byte)kind)
            {
                paths._events.Add((byte)kind);
                visit = visit with { Length = visit.Length + 1 };
            }
            if (step is not null && visit.Anchor < 0 && kind == step.Kind && (!step.HasFilter || step.Matches(columns, row)))
            {
                visit = visit with { Anchor = visit.Length - 1 };
            }
        }
    }
}
