namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// Steps right after each other, at strictly later times. It is given every event of the visitor or session, because any
/// other event in between breaks the chain.
/// </summary>
internal sealed class StrictWalker(FunnelRules rules, bool onlyFirst) : IFunnelWalker
{
    public FunnelOutcome Walk(ReadOnlySpan<Candidate> events, Span<long> elapsed)
    {
        var outcome = default(FunnelOutcome);
        var all = (1u << rules.Steps) - 1;
        for (var start = 0; start < events.Length && outcome.Reached != all; start++)
        {
            if ((events[start].Steps & 1) == 0)
            {
                continue;
            }
            if (outcome.Reached == 0)
            {
                outcome = new FunnelOutcome { Reached = 1, EntryRow = events[start].Row };
            }
            Follow(events[start..], elapsed, ref outcome);
            if (onlyFirst)
            {
                break;
            }
        }
        return outcome;
    }

    private void Follow(ReadOnlySpan<Candidate> events, Span<long> elapsed, ref FunnelOutcome outcome)
    {
        for (var step = 1; step < rules.Steps && step < events.Length; step++)
        {
            var since = events[step].Time - events[step - 1].Time;
            if ((events[step].Steps & (1u << step)) == 0 || since <= 0 || since > rules.Within[step]
                || events[step].Time - events[0].Time > rules.Window)
            {
                return;
            }
            if ((outcome.Reached & (1u << step)) == 0)
            {
                outcome.Reached |= 1u << step;
                elapsed[step] = since;
            }
        }
    }
}
