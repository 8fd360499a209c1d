using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Analytics.Funnels;

/// <summary>Funnels as their definitions say, by looking at every chain. Slow and obvious.</summary>
internal static class FunnelReference
{
    /// <summary>Steps that one visitor or session reached: those that it did, and the milliseconds since the required step before.</summary>
    public static Dictionary<int, long> Reached(FunnelRequest request, IReadOnlyList<SnapshotRow> events) =>
        Reached(request, events, (DateTime.MinValue, DateTime.MaxValue));

    /// <summary>The same of those whose first step lies in a period; only for ordered steps.</summary>
    public static Dictionary<int, long> Reached(FunnelRequest request, IReadOnlyList<SnapshotRow> events, (DateTime Start, DateTime End) period) => request switch
    {
        { Order: FunnelOrder.Ordered, Entry: FunnelEntry.First } => FirstEntry(request, events, period),
        { Order: FunnelOrder.Ordered } => AnyChain(request, events, period),
        { Order: FunnelOrder.Strict } => Strict(request, events),
        _ => AnyOrder(request, events),
    };

    private static Dictionary<int, long> FirstEntry(FunnelRequest request, IReadOnlyList<SnapshotRow> events, (DateTime Start, DateTime End) period)
    {
        var reached = new Dictionary<int, long>();
        var required = Enumerable.Range(0, request.Steps.Count).Where(step => !request.Steps[step].Optional).ToList();
        if (events.Where(e => Is(e, request.Steps[0]) && IsIn(e, period)).Select(e => (long?)e.Time).Min() is not { } first)
        {
            return reached;
        }
        reached[0] = 0;
        var end = first + (long)request.Window.TotalMilliseconds;
        var previous = first;
        for (var i = 0; i < required.Count; i++)
        {
            var (step, next) = (required[i], i + 1 < required.Count ? required[i + 1] : request.Steps.Count);
            var found = next < request.Steps.Count
                ? events.Where(e => Is(e, request.Steps[next]) && e.Time > previous && e.Time <= end && e.Time - previous <= Within(request, next)).Select(e => (long?)e.Time).Min()
                : null;
            foreach (var optional in Enumerable.Range(step + 1, next - step - 1))
            {
                var done = events.Where(e => Is(e, request.Steps[optional]) && e.Time > previous && e.Time <= end && (found is null || e.Time < found)).Select(e => (long?)e.Time).Min();
                if (done is { } time)
                {
                    reached[optional] = time - previous;
                }
            }
            if (found is not { } at || IsExcluded(request, events, step, next, previous, at))
            {
                break;
            }
            reached[next] = at - previous;
            previous = at;
        }
        return reached;
    }

    private static Dictionary<int, long> AnyChain(FunnelRequest request, IReadOnlyList<SnapshotRow> events, (DateTime Start, DateTime End) period)
    {
        var reached = new Dictionary<int, long>();
        for (var step = 0; step < request.Steps.Count; step++)
        {
            // The earliest time at which it is reached; among its chains the latest start, then the latest step before.
            var best = Chains(request, events, step, period).OrderBy(chain => chain[^1]).ThenByDescending(chain => chain[0])
                .ThenByDescending(chain => chain.Count > 1 ? chain[^2] : 0).FirstOrDefault();
            if (best is not null)
            {
                reached[step] = best.Count > 1 ? best[^1] - best[^2] : 0;
            }
        }
        return reached;
    }

    private static IEnumerable<List<long>> Chains(FunnelRequest request, IReadOnlyList<SnapshotRow> events, int last, (DateTime Start, DateTime End) period)
    {
        IEnumerable<List<long>> chains = events.Where(e => Is(e, request.Steps[0]) && IsIn(e, period)).Select(e => new List<long> { e.Time }).ToList();
        for (var step = 1; step <= last; step++)
        {
            chains = chains.SelectMany(chain => events
                .Where(e => Is(e, request.Steps[step]) && e.Time > chain[^1] && e.Time - chain[^1] <= Within(request, step)
                    && e.Time - chain[0] <= request.Window.TotalMilliseconds && !IsExcluded(request, events, step - 1, step, chain[^1], e.Time))
                .Select(e => (List<long>)[.. chain, e.Time])).ToList();
        }
        return chains;
    }

    private static Dictionary<int, long> Strict(FunnelRequest request, IReadOnlyList<SnapshotRow> events)
    {
        var reached = new Dictionary<int, long>();
        var starts = Enumerable.Range(0, events.Count).Where(i => Is(events[i], request.Steps[0])).ToList();
        foreach (var start in request.Entry == FunnelEntry.First ? starts.Take(1) : starts)
        {
            _ = reached.TryAdd(0, 0);
            for (var step = 1; step < request.Steps.Count && start + step < events.Count; step++)
            {
                var (before, at) = (events[start + step - 1], events[start + step]);
                if (!Is(at, request.Steps[step]) || at.Time <= before.Time || at.Time - before.Time > Within(request, step)
                    || at.Time - events[start].Time > request.Window.TotalMilliseconds)
                {
                    break;
                }
                _ = reached.TryAdd(step, at.Time - before.Time);
            }
        }
        return reached;
    }

    private static Dictionary<int, long> AnyOrder(FunnelRequest request, IReadOnlyList<SnapshotRow> events)
    {
        var starts = events.Where(e => request.Steps.Any(step => Is(e, step))).Select(e => e.Time).ToList();
        var reached = new Dictionary<int, long>();
        foreach (var start in request.Entry == FunnelEntry.First ? starts.Take(1) : starts)
        {
            var within = events.Where(e => e.Time >= start && e.Time - start <= request.Window.TotalMilliseconds).ToList();
            for (var step = 0; step < request.Steps.Count && within.Any(e => Is(e, request.Steps[step])); step++)
            {
                reached[step] = -1;
            }
        }
        return reached;
    }

    private static bool IsExcluded(FunnelRequest request, IReadOnlyList<SnapshotRow> events, int after, int before, long from, long to) =>
        request.Exclusions.Any(exclusion => exclusion.AfterStep <= after && before <= exclusion.BeforeStep
            && events.Any(e => InteractionKinds.NameOf(e.Kind) == exclusion.Event && Passes(e, exclusion.Filter) && e.Time > from && e.Time < to));

    private static bool IsIn(SnapshotRow e, (DateTime Start, DateTime End) period) =>
        DateTime.UnixEpoch.AddMilliseconds(e.Time) is var time && time >= period.Start && time < period.End;

    private static double Within(FunnelRequest request, int step) => request.Steps[step].Within?.TotalMilliseconds ?? double.MaxValue;

    private static bool Is(SnapshotRow e, FunnelStep step) => InteractionKinds.NameOf(e.Kind) == step.Event && Passes(e, step.Filter);

    private static bool Passes(SnapshotRow e, EventFilter? filter) => filter is null
        || ((filter.ProductKey is not { } product || e.ItemKey == product) && (filter.Device is not { } device || e.Device == device)
            && e.AmountMinor >= (filter.MinAmountMinor ?? long.MinValue) && filter.Own.Pairs.All(pair => e.Own?.GetValueOrDefault(pair.Key) == pair.Value));
}
