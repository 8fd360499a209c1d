namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// Steps in whatever order. Step k is reached when steps 1 to k all lie within one window: the one that starts at the
/// first event that is any step, or, for any chain, some window of that length.
/// </summary>
internal sealed class AnyOrderWalker(FunnelRules rules, bool onlyFirst) : IFunnelWalker
{
    private readonly long[] _latest = new long[rules.Steps];

    public FunnelOutcome Walk(ReadOnlySpan<Candidate> events, Span<long> elapsed)
    {
        Array.Fill(_latest, long.MinValue);
        elapsed.Fill(-1);
        var outcome = default(FunnelOutcome);
        var entered = false;
        var start = 0L;
        foreach (ref readonly var candidate in events)
        {
            if (candidate.Steps == 0)
            {
                continue;
            }
            if (!entered)
            {
                (entered, start, outcome.EntryRow) = (true, candidate.Time, candidate.Row);
            }
            if (onlyFirst && candidate.Time - start > rules.Window)
            {
                break;
            }
            Take(candidate, ref outcome);
        }
        return outcome;
    }

    private void Take(in Candidate candidate, ref FunnelOutcome outcome)
    {
        var oldest = candidate.Time - rules.Window;
        for (var step = 0; step < rules.Steps; step++)
        {
            if ((candidate.Steps & (1u << step)) != 0)
            {
                _latest[step] = candidate.Time;
            }
        }
        for (var step = 0; step < rules.Steps && _latest[step] >= oldest && _latest[step] != long.MinValue; step++)
        {
            outcome.Reached |= 1u << step;
        }
    }
}
