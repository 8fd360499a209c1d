using System.Runtime.CompilerServices;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// Ordered steps, any chain: step k is reached when some chain t1 &lt; t2 &lt; … &lt; tk exists with tk - t1 within the
/// window, every ti - t(i-1) within the step's own, and no exclusion strictly in between.
/// </summary>
/// <remarks>
/// For each step the ends of chains that nothing later beats are kept: ends in rising order of time have falling starts.
/// The oldest end that is still within the step's window is then the one with the latest start, which is the best one.
/// </remarks>
internal sealed class AnyChainWalker : IFunnelWalker
{
    private readonly FunnelRules _rules;
    private readonly ChainEnds[] _ends;
    private readonly (long Time, long Start)[] _pending;
    private uint _pendingSteps;
    private byte _pendingExclusions;

    public AnyChainWalker(FunnelRules rules)
    {
        _rules = rules;
        _ends = [.. Enumerable.Range(0, rules.Steps).Select(step => new ChainEnds(step + 1 < rules.Steps ? rules.Within[step + 1] : long.MaxValue))];
        _pending = new (long, long)[rules.Steps];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FunnelOutcome Walk(ReadOnlySpan<Candidate> events, Span<long> elapsed)
    {
        Clear();
        var all = (1u << _rules.Steps) - 1;
        var outcome = default(FunnelOutcome);
        var now = long.MinValue;
        foreach (ref readonly var candidate in events)
        {
            if (candidate.Time != now)
            {
                Commit(now);
                now = candidate.Time;
            }
            Take(candidate, elapsed, ref outcome);
            if (outcome.Reached == all)
            {
                break;
            }
        }
        return outcome;
    }

    // Events of the same time see only what was there before that time, so what they add waits in "pending".
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(in Candidate candidate, Span<long> elapsed, ref FunnelOutcome outcome)
    {
        _pendingExclusions |= candidate.Exclusions;
        if ((candidate.Steps & 1) != 0)
        {
            if (outcome.Reached == 0)
            {
                outcome = new FunnelOutcome { Reached = 1, EntryRow = candidate.Row };
            }
            Hold(0, candidate.Time, candidate.Time);
        }
        for (var step = 1; step < _rules.Steps; step++)
        {
            if ((candidate.Steps & (1u << step)) != 0 && _ends[step - 1].TryBest(candidate.Time, out var end)
                && candidate.Time - end.Start <= _rules.Window)
            {
                if ((outcome.Reached & (1u << step)) == 0)
                {
                    outcome.Reached |= 1u << step;
                    elapsed[step] = candidate.Time - end.Time;
                }
                Hold(step, candidate.Time, end.Start);
            }
        }
    }

    private void Hold(int step, long time, long start)
    {
        _pending[step] = (time, start);
        _pendingSteps |= 1u << step;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Commit(long now)
    {
        for (var step = 0; _pendingExclusions != 0 && step + 1 < _rules.Steps; step++)
        {
            // Chains that ended before "now" are cut; those that end at "now" have nothing in between yet.
            if (_rules.Excludes(_pendingExclusions, step, step + 1))
            {
                _ends[step].Clear();
            }
        }
        for (var step = 0; _pendingSteps >> step != 0; step++)
        {
            if ((_pendingSteps & (1u << step)) != 0)
            {
                _ends[step].Add(now, _pending[step].Start);
            }
        }
        (_pendingSteps, _pendingExclusions) = (0, 0);
    }

    private void Clear()
    {
        foreach (var ends in _ends)
        {
            ends.Clear();
        }
        (_pendingSteps, _pendingExclusions) = (0, 0);
    }

    /// <summary>Ends of chains at one step, oldest first, each with a later start than all after it.</summary>
    private sealed class ChainEnds(long within)
    {
        private readonly List<(long Time, long Start)> _ends = [];
        private int _oldest;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(long time, long start)
        {
            // Without a window of the step's own no end ever grows too old, so one with an earlier start is of no use.
            if (within == long.MaxValue && _ends.Count > 0 && _ends[^1].Start > start)
            {
                return;
            }
            while (_ends.Count > _oldest && _ends[^1].Start <= start)
            {
                _ends.RemoveAt(_ends.Count - 1);
            }
            _ends.Add((time, start));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool TryBest(long now, out (long Time, long Start) best)
        {
            while (_oldest < _ends.Count && within != long.MaxValue && _ends[_oldest].Time < now - within)
            {
                _oldest++;
            }
            var found = _oldest < _ends.Count;
            best = found ? _ends[_oldest] : default;
            return found;
        }

        public void Clear()
        {
            _ends.Clear();
            _oldest = 0;
        }
    }
}
