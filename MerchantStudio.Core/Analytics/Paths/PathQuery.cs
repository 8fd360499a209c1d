using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Paths;

/// <summary>What visitors do before and after a step, and after what they leave.</summary>
public sealed class PathQuery(SnapshotStore snapshots, AnalyticsCache cache)
{
    private const int MostKept = 8;
    private const int MostShops = 3;
    private readonly KeptTables<PathRequest, PathDays> _days = new(MostKept);
    private readonly KeptTables<string, Visited> _visits = new(MostShops);

    /// <summary>Null for a shop without data.</summary>
    /// <exception cref="ArgumentException">The request names no step, or goes past a limit.</exception>
    public async Task<PathReport?> RunAsync(PathRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        return snapshot.RowCount == 0 ? null : cache.Get(snapshot, request, () => Report(snapshot, request, DaysOf(snapshot, request)));
    }

    internal static PathReport Compute(Snapshot snapshot, PathRequest request, CancellationToken cancellationToken) =>
        Report(snapshot, request, Days(snapshot, request, Visited.Of(snapshot, cancellationToken), cancellationToken));

    // Whatever the period and however many are shown, the days are the same; whatever the step, the visits are.
    private PathDays DaysOf(Snapshot snapshot, PathRequest request) => _days.Of(
        snapshot, request with { Range = null, Top = 0 },
        () => Days(snapshot, request, _visits.Of(snapshot, "", () => Visited.Of(snapshot, CancellationToken.None)), CancellationToken.None));

    // A filter looks at more of an event than its kind, so the rows are read for it.
    private static PathDays Days(Snapshot snapshot, PathRequest request, Visited visited, CancellationToken cancellationToken)
    {
        var step = new EventMatcher(snapshot, request.Step, request.Filter);
        return PathDays.Of(step.HasFilter ? Trails(snapshot, step, cancellationToken) : visited.Trails, visited.Sums, step.Kind, request.Depth, cancellationToken);
    }

    private static VisitTrails Trails(Snapshot snapshot, EventMatcher? step, CancellationToken cancellationToken)
    {
        var days = new UnitScale(TimeOf(snapshot), CalendarUnit.Day);
        return new VisitTrails(VisitPaths.Of(snapshot, days, step, cancellationToken), days.Count, anchored: step is not null);
    }

    private static ShopTime TimeOf(Snapshot snapshot) =>
        ShopTime.Of(snapshot) ?? throw new InvalidOperationException("There is nothing to report of a snapshot without rows.");

    private static PathReport Report(Snapshot snapshot, PathRequest request, PathDays days)
    {
        var first = TimeOf(snapshot).Span.From.DayNumber;
        var (pass, visits) = request.Range is { } range ? days.In(range.From.DayNumber - first, range.To.DayNumber - first) : days.In(0, int.MaxValue);
        var shown = Shown(snapshot, pass, request);
        return new PathReport
        {
            Step = request.Step,
            Visits = pass.Visits,
            AllVisits = visits.Visits,
            Nodes = Nodes(pass, shown),
            Links = Links(pass, shown),
            Exits = Exits(snapshot, visits),
            VisitsWithoutPurchase = visits.Idle,
            Events = [.. Kinds(visits.With).OrderByDescending(kind => visits.With[kind]).ThenBy(kind => kind).Select(kind => snapshot.NameOf((InteractionKind)kind))],
        };
    }

    private static void Check(PathRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Step))
        {
            throw new ArgumentException("Paths need a step to follow them from.");
        }
        if (request.Depth is < 1 or > PathRequest.MostDepth)
        {
            throw new ArgumentException($"Paths are followed over 1 to {PathRequest.MostDepth} events, not {request.Depth}.");
        }
    }

    // The name under which each event is shown at its distance. Where a visit began or ended is never among the rest.
    private static Dictionary<(int, short), string> Shown(Snapshot snapshot, PathCounts pass, PathRequest request) =>
        pass.Nodes.GroupBy(node => node.Key.Distance).SelectMany(level => level
            .OrderBy(node => node.Key.Event >= 0).ThenByDescending(node => node.Value).ThenBy(node => node.Key.Event)
            .Select((node, place) => (node.Key, Name: NameOf(snapshot, node.Key.Event, place - level.Count(other => other.Key.Event < 0) < request.Top))))
            .ToDictionary(node => node.Key, node => node.Name);

    private static string NameOf(Snapshot snapshot, short code, bool isShown) => code switch
    {
        PathCounts.Start => PathEnds.Start,
        PathCounts.End => PathEnds.End,
        _ when !isShown => PathEnds.Rest,
        _ => snapshot.NameOf((InteractionKind)code) is var name && PathEnds.Is(name) ? "'" + name : name,
    };

    private static List<PathNode> Nodes(PathCounts pass, Dictionary<(int, short), string> shown) =>
    [
        .. pass.Nodes.GroupBy(node => (node.Key.Distance, Event: shown[node.Key]))
            .Select(node => new PathNode(node.Key.Distance, node.Key.Event, node.Sum(part => part.Value)))
            .OrderBy(node => node.Distance).ThenByDescending(node => node.Visits).ThenBy(node => node.Event, StringComparer.Ordinal),
    ];

    private static List<PathLink> Links(PathCounts pass, Dictionary<(int, short), string> shown) =>
    [
        .. pass.Links.GroupBy(link => (link.Key.Distance, From: shown[(link.Key.Distance, link.Key.From)], To: shown[(link.Key.Distance + 1, link.Key.To)]))
            .Select(link => new PathLink(link.Key.Distance, link.Key.From, link.Key.To, link.Sum(part => part.Value)))
            .OrderBy(link => link.Distance).ThenByDescending(link => link.Visits).ThenBy(link => link.From, StringComparer.Ordinal).ThenBy(link => link.To, StringComparer.Ordinal),
    ];

    private static List<PathExit> Exits(Snapshot snapshot, VisitSums visits) =>
    [
        .. Kinds(visits.LeftAfter).Select(kind => new PathExit(snapshot.NameOf((InteractionKind)kind), visits.IdleWith[kind], visits.LeftAfter[kind]))
            .OrderByDescending(exit => exit.Left).ThenBy(exit => exit.Event, StringComparer.Ordinal),
    ];

    private static IEnumerable<int> Kinds(int[] counts) => Enumerable.Range(0, counts.Length).Where(kind => counts[kind] > 0);

    /// <summary>The visits of a snapshot and what can be said of them before anybody names a step.</summary>
    private sealed record Visited(VisitTrails Trails, VisitSums?[] Sums)
    {
        public static Visited Of(Snapshot snapshot, CancellationToken cancellationToken)
        {
            var trails = PathQuery.Trails(snapshot, null, cancellationToken);
            return new Visited(trails, VisitSums.ByDay(trails, cancellationToken));
        }
    }
}
