using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Paths;

/// <summary>
/// What visits did before and after a step, counted by the day on which they began, so that a period is a sum over its days.
/// A path is followed from the first time that the visit did the step.
/// </summary>
internal sealed class PathDays
{
    // Null where no visit began.
    private readonly PathCounts?[] _days;
    private readonly VisitSums?[] _sums;

    private PathDays(PathCounts?[] days, VisitSums?[] sums) => (_days, _sums) = (days, sums);

    /// <param name="trails">The visits.</param>
    /// <param name="sums">Theirs, by day.</param>
    /// <param name="step">The step; null when the shop has no such event.</param>
    /// <param name="depth">How many events before and after the step are followed.</param>
    /// <param name="cancellationToken">Cancels between days.</param>
    public static PathDays Of(VisitTrails trails, VisitSums?[] sums, InteractionKind? step, int depth, CancellationToken cancellationToken)
    {
        var days = new PathCounts?[trails.DayCount];
        trails.EachDay(() => new PathTally(depth), (tally, day) => days[day] = tally.Count(trails, trails.VisitsOf(day), step), cancellationToken);
        return new PathDays(days, sums);
    }

    /// <summary>The sums over a stretch of days.</summary>
    /// <param name="from">First day, counted from the first one with data.</param>
    /// <param name="to">Last day.</param>
    public (PathCounts Paths, VisitSums Visits) In(int from, int to)
    {
        var (paths, visits) = (new PathCounts(), new VisitSums());
        for (var day = Math.Max(0, from); day <= to && day < _days.Length; day++)
        {
            if (_days[day] is { } counts && _sums[day] is { } sums)
            {
                paths.Add(counts);
                visits.Add(sums);
            }
        }
        return (paths, visits);
    }
}

/// <summary>Counts of the paths of some days.</summary>
internal sealed class PathCounts
{
    public const short Start = -1;
    public const short End = -2;

    /// <summary>Visits that pass an event at a distance from the step.</summary>
    public Dictionary<(int Distance, short Event), int> Nodes { get; } = [];

    public Dictionary<(int Distance, short From, short To), int> Links { get; } = [];

    /// <summary>Visits that did the step.</summary>
    public int Visits { get; set; }

    public void Add(PathCounts other)
    {
        Visits += other.Visits;
        AddTo(Nodes, other.Nodes);
        AddTo(Links, other.Links);
    }

    private static void AddTo<TKey>(Dictionary<TKey, int> sums, Dictionary<TKey, int> more)
        where TKey : notnull
    {
        foreach (var (key, count) in more)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _) += count;
        }
    }
}
