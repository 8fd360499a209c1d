using System.Runtime.CompilerServices;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// Ordered steps from the first entry: t1 is the first time of step 1, and each next required step is the first event of
/// its kind strictly after the one before, within both windows and with no exclusion strictly in between.
/// </summary>
internal sealed class FirstEntryWalker(FunnelRules rules) : IFunnelWalker
{
    private readonly int[] _required = [.. Enumerable.Range(0, rules.Steps).Where(step => !rules.IsOptional(step))];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FunnelOutcome Walk(ReadOnlySpan<Candidate> events, Span<long> elapsed)
    {
        var at = 0;
        while (at < events.Length && (events[at].Steps & 1) == 0)
        {
            at++;
        }
        if (at == events.Length)
        {
            return default;
        }
        var outcome = new FunnelOutcome { Reached = 1, EntryRow = events[at].Row };
        var first = events[at].Time;
        for (var i = 0; i < _required.Length && at >= 0; i++)
        {
            at = Next(events, at, first, i, elapsed, ref outcome);
        }
        return outcome;
    }

    // Goes from required step i to the next one; gives its place, or -1 when it was not reached.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Next(ReadOnlySpan<Candidate> events, int from, long first, int i, Span<long> elapsed, ref FunnelOutcome outcome)
    {
        var step = _required[i];
        var next = i + 1 < _required.Length ? _required[i + 1] : rules.Steps;
        var since = events[from].Time;
        var end = Math.Min(first + rules.Window, next < rules.Steps ? Limit(since, rules.Within[next]) : long.MaxValue);
        var last = first + rules.Window;
        var excludedAt = long.MaxValue;
        for (var at = from + 1; at < events.Length && events[at].Time <= last; at++)
        {
            var candidate = events[at];
            if (candidate.Time == since)
            {
                continue;
            }
            if (next < rules.Steps && (candidate.Steps & (1u << next)) != 0 && candidate.Time <= end)
            {
                ForgetFrom(candidate.Time - since, step, next, elapsed, ref outcome);
                if (excludedAt < candidate.Time)
                {
                    return -1;
                }
                outcome.Reached |= 1u << next;
                elapsed[next] = candidate.Time - since;
                return at;
            }
            if (excludedAt == long.MaxValue && next < rules.Steps && rules.Excludes(candidate.Exclusions, step, next))
            {
                excludedAt = candidate.Time;
            }
            MarkOptional(candidate, since, step, next, elapsed, ref outcome);
        }
        return -1;
    }

    private static void MarkOptional(in Candidate candidate, long since, int step, int next, Span<long> elapsed, ref FunnelOutcome outcome)
    {
        for (var optional = step + 1; optional < next; optional++)
        {
            var bit = 1u << optional;
            if ((candidate.Steps & bit) != 0 && (outcome.Reached & bit) == 0)
            {
                outcome.Reached |= bit;
                elapsed[optional] = candidate.Time - since;
            }
        }
    }

    // What happened at the very time of the next required step did not happen before it.
    private static void ForgetFrom(long elapsedMs, int step, int next, Span<long> elapsed, ref FunnelOutcome outcome)
    {
        for (var optional = step + 1; optional < next; optional++)
        {
            if (elapsed[optional] == elapsedMs)
            {
                outcome.Reached &= ~(1u << optional);
            }
        }
    }

    private static long Limit(long since, long within) => within == long.MaxValue ? long.MaxValue : since + within;
}
