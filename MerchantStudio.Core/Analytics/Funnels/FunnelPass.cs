using System.Runtime.CompilerServices;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Told what became of every visitor or session that entered.</summary>
internal interface IFunnelSink
{
    /// <param name="customer">Index in the snapshot's customers.</param>
    /// <param name="columns">The columns of the rows.</param>
    /// <param name="elapsed">Valid during the call only.</param>
    void Add(int customer, in EventColumns columns, in FunnelOutcome outcome, ReadOnlySpan<long> elapsed);
}

/// <summary>Walks the visitors, or their sessions, of a part of a snapshot through a funnel. Not safe for several threads.</summary>
internal sealed class FunnelPass(Snapshot snapshot, FunnelPlan plan)
{
    private readonly IFunnelWalker _walker = plan.Walker();
    private readonly FunnelRows _rows = new(plan, reduced: plan.Request.Unit == FunnelUnit.Visitor);
    private readonly bool _isOrdered = plan.Request.Order == FunnelOrder.Ordered;
    private readonly long[] _elapsed = new long[plan.Rules.Steps];
    private long[] _keys = [];
    private Candidate[] _sorted = [];

    // The first call must not wait for the compiler to find out that this is where the time goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(VisitorPart part, IFunnelSink sink, CancellationToken cancellationToken)
    {
        var columns = new EventColumns(snapshot);
        var offsets = snapshot.CustomerOffsets;
        for (var customer = part.From; customer < part.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            var events = _rows.Of(columns, offsets[customer], offsets[customer + 1]);
            if (events.Length > 0 && plan.Request.Unit == FunnelUnit.Session)
            {
                WalkSessions(columns, customer, events, sink);
            }
            else if (events.Length > 0)
            {
                Walk(columns, customer, events, sink);
            }
        }
    }

    private void WalkSessions(in EventColumns columns, int customer, ReadOnlySpan<Candidate> events, IFunnelSink sink)
    {
        var sorted = BySession(columns, events);
        var keys = _keys;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && keys[end] >> 32 == keys[start] >> 32)
            {
                end++;
            }
            if (keys[start] >= 0)
            {
                Walk(columns, customer, sorted[start..end], sink);
            }
        }
    }

    // Sessions mostly follow one another; where they do not, a session's events keep their order.
    private ReadOnlySpan<Candidate> BySession(in EventColumns columns, ReadOnlySpan<Candidate> events)
    {
        if (_keys.Length < events.Length)
        {
            (_keys, _sorted) = (new long[2 * events.Length], new Candidate[2 * events.Length]);
        }
        var isSorted = true;
        for (var i = 0; i < events.Length; i++)
        {
            _keys[i] = ((long)columns.Session[events[i].Row] << 32) | (uint)i;
            isSorted &= i == 0 || _keys[i] > _keys[i - 1];
        }
        if (isSorted)
        {
            return events;
        }
        events.CopyTo(_sorted);
        Array.Sort(_keys, _sorted, 0, events.Length);
        return _sorted.AsSpan(0, events.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Walk(in EventColumns columns, int customer, ReadOnlySpan<Candidate> events, IFunnelSink sink)
    {
        // Most visitors only enter, and each further step lies strictly later.
        var outcome = _isOrdered && events.Length == 1
            ? new FunnelOutcome { Reached = (uint)events[0].Steps & 1, EntryRow = events[0].Row }
            : _walker.Walk(events, _elapsed);
        if ((outcome.Reached & 1) != 0)
        {
            sink.Add(customer, columns, outcome, _elapsed);
        }
    }
}
