using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Told what became of every visitor or session that entered.</summary>
internal interface IFunnelSink
{
    /// <param name="customer">Index in the snapshot's customers.</param>
    /// <param name="elapsed">Valid during the call only.</param>
    void Add(int customer, in FunnelOutcome outcome, ReadOnlySpan<long> elapsed);
}

/// <summary>One pass over a snapshot's rows that walks every visitor or session through a funnel.</summary>
internal sealed class FunnelPass(Snapshot snapshot, FunnelPlan plan)
{
    private readonly IFunnelWalker _walker = plan.Walker();
    private readonly long[] _elapsed = new long[plan.Rules.Steps];
    private readonly bool _everyEvent = plan.Request.Order == FunnelOrder.Strict;

    // Later steps may lie after the period, the first one not; where steps have no order, each could be the first.
    private readonly ushort _laterSteps = plan.Request.Order == FunnelOrder.Any ? (ushort)0 : (ushort)0xFFFE;
    private Candidate[] _buffer = new Candidate[1_024];
    private int _count;

    public void Run(IFunnelSink sink, CancellationToken cancellationToken)
    {
        var columns = new EventColumns(snapshot);
        var offsets = snapshot.CustomerOffsets;
        for (var customer = 0; customer + 1 < offsets.Length; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            Collect(columns, offsets[customer], offsets[customer + 1]);
            if (_count == 0)
            {
                continue;
            }
            if (plan.Request.Unit == FunnelUnit.Session)
            {
                WalkSessions(columns, customer, sink);
            }
            else
            {
                Walk(customer, _buffer.AsSpan(0, _count), sink);
            }
        }
    }

    // Gathers the events that the funnel may care about; nothing when none of them enters.
    private void Collect(in EventColumns columns, int from, int to)
    {
        _count = 0;
        if (_buffer.Length < to - from)
        {
            _buffer = new Candidate[Math.Max(to - from, 2 * _buffer.Length)];
        }
        var (stepsOfKind, exclusionsOfKind, buffer) = (plan.StepsOfKind, plan.ExclusionsOfKind, _buffer);
        for (var row = from; row < to; row++)
        {
            var kind = (int)columns.Kind[row];
            var (steps, exclusions) = (stepsOfKind[kind], exclusionsOfKind[kind]);
            if ((steps | exclusions) == 0 && !_everyEvent)
            {
                continue;
            }
            var time = columns.Time[row];
            if (plan.HasFilters)
            {
                (steps, exclusions) = (plan.FilterSteps(columns, row, steps), plan.FilterExclusions(columns, row, exclusions));
            }
            if (time < plan.From || time >= plan.To)
            {
                steps &= time < plan.From ? (ushort)0 : _laterSteps;
            }
            buffer[_count++] = new Candidate(time, steps, exclusions, row);
        }
    }

    private void WalkSessions(in EventColumns columns, int customer, IFunnelSink sink)
    {
        var events = _buffer.AsSpan(0, _count);
        var sessions = columns.Session;
        var keys = new int[_count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = sessions[events[i].Row];
        }
        // A stable order by session keeps the order of time within each.
        var order = Enumerable.Range(0, keys.Length).OrderBy(i => keys[i]).ToArray();
        var sorted = new Candidate[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            sorted[i] = events[order[i]];
        }
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            var session = keys[order[start]];
            end = start + 1;
            while (end < sorted.Length && keys[order[end]] == session)
            {
                end++;
            }
            if (session >= 0)
            {
                Walk(customer, sorted.AsSpan(start, end - start), sink);
            }
        }
    }

    private void Walk(int customer, ReadOnlySpan<Candidate> events, IFunnelSink sink)
    {
        var outcome = _walker.Walk(events, _elapsed);
        if ((outcome.Reached & 1) != 0)
        {
            sink.Add(customer, outcome, _elapsed);
        }
    }
}
