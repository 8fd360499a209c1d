using System.Runtime.CompilerServices;
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

    private PathDays(PathCounts?[] days) => _days = days;

    /// <param name="parts">The visits.</param>
    /// <param name="dayCount">Days with data.</param>
    /// <param name="depth">How many events before and after the step are followed.</param>
    /// <param name="cancellationToken">Cancels between days.</param>
    public static PathDays Of(VisitPaths[] parts, int dayCount, int depth, CancellationToken cancellationToken)
    {
        var order = Sort(parts, dayCount);
        var counts = new PathCounts?[dayCount];
        Parallel.For(
            0, dayCount, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, () => new PathTally(depth),
            (day, _, tally) =>
            {
                counts[day] = Count(parts, order.PayloadOf(day), tally);
                return tally;
            },
            _ => { });
        return new PathDays(counts);
    }

    /// <summary>The sum over a stretch of days.</summary>
    /// <param name="from">First day, counted from the first one with data.</param>
    /// <param name="to">Last day.</param>
    public PathCounts In(int from, int to)
    {
        var sum = new PathCounts();
        for (var day = Math.Max(0, from); day <= to && day < _days.Length; day++)
        {
            if (_days[day] is { } counts)
            {
                sum.Add(counts);
            }
        }
        return sum;
    }

    private static PathCounts? Count(VisitPaths[] parts, ReadOnlySpan<long> visits, PathTally tally)
    {
        foreach (var place in visits)
        {
            var part = parts[place >> 32];
            var visit = part.At((int)place);
            tally.Add(part.EventsOf(visit), visit.Anchor);
        }
        return visits.IsEmpty ? null : tally.Take();
    }

    // By the day on which they began; there is no day before.
    private static DayOrder Sort(VisitPaths[] parts, int dayCount)
    {
        var order = new DayOrder(dayCount);
        foreach (var part in parts)
        {
            for (var at = 0; at < part.Count; at++)
            {
                order.Count(part.At(at).Day);
            }
        }
        order.Begin();
        for (var part = 0; part < parts.Length; part++)
        {
            for (var at = 0; at < parts[part].Count; at++)
            {
                order.Place(parts[part].At(at).Day, -1, ((long)part << 32) | (uint)at);
            }
        }
        return order;
    }
}

/// <summary>Counts of the visits of some days.</summary>
internal sealed class PathCounts
{
    public const short Start = -1;
    public const short End = -2;
    private const int Kinds = 256;

    /// <summary>Visits that pass an event at a distance from the step.</summary>
    public Dictionary<(int Distance, short Event), int> Nodes { get; } = [];

    public Dictionary<(int Distance, short From, short To), int> Links { get; } = [];

    public int[] VisitsWith { get; } = new int[Kinds];

    /// <summary>Of visits that bought nothing: which event came last, and which came at all.</summary>
    public int[] LeftAfter { get; } = new int[Kinds];
    public int[] IdleVisitsWith { get; } = new int[Kinds];

    public int Visits { get; set; }
    public int AllVisits { get; set; }
    public int IdleVisits { get; set; }

    public void Add(PathCounts other)
    {
        (Visits, AllVisits, IdleVisits) = (Visits + other.Visits, AllVisits + other.AllVisits, IdleVisits + other.IdleVisits);
        for (var kind = 0; kind < Kinds; kind++)
        {
            VisitsWith[kind] += other.VisitsWith[kind];
            LeftAfter[kind] += other.LeftAfter[kind];
            IdleVisitsWith[kind] += other.IdleVisitsWith[kind];
        }
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

/// <summary>Counts visits one by one. Not safe for several threads.</summary>
internal sealed class PathTally(int depth)
{
    // An event, or the start or the end of the visit.
    private const int Codes = 258;
    private readonly int[] _nodes = new int[((2 * depth) + 1) * Codes];
    private readonly int[] _links = new int[2 * depth * Codes * Codes];
    private readonly List<int> _touchedNodes = [];
    private readonly List<int> _touchedLinks = [];
    private readonly int[] _seenIn = new int[256];
    private PathCounts _counts = new();
    private int _visit;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> path, int anchor)
    {
        _counts.AllVisits++;
        CountEvents(path);
        if (anchor >= 0)
        {
            _counts.Visits++;
            Follow(path, anchor);
        }
    }

    /// <summary>What was added since the last call.</summary>
    public PathCounts Take()
    {
        foreach (var at in _touchedNodes)
        {
            _counts.Nodes.Add(((at / Codes) - depth, Event(at % Codes)), _nodes[at]);
            _nodes[at] = 0;
        }
        foreach (var at in _touchedLinks)
        {
            _counts.Links.Add(((at / Codes / Codes) - depth, Event(at / Codes % Codes), Event(at % Codes)), _links[at]);
            _links[at] = 0;
        }
        _touchedNodes.Clear();
        _touchedLinks.Clear();
        var taken = _counts;
        _counts = new PathCounts();
        return taken;
    }

    private void CountEvents(ReadOnlySpan<byte> path)
    {
        _visit++;
        var idle = path.Contains((byte)InteractionKind.Purchase) ? 0 : 1;
        _counts.IdleVisits += idle;
        _counts.LeftAfter[path[^1]] += idle;
        foreach (var kind in path)
        {
            if (_seenIn[kind] != _visit)
            {
                _seenIn[kind] = _visit;
                _counts.VisitsWith[kind]++;
                _counts.IdleVisitsWith[kind] += idle;
            }
        }
    }

    private void Follow(ReadOnlySpan<byte> path, int anchor)
    {
        CountNode(0, Code(path[anchor]));
        var next = Code(path[anchor]);
        for (var distance = -1; distance >= -depth && next != Code(PathCounts.Start); distance--)
        {
            var at = anchor + distance >= 0 ? Code(path[anchor + distance]) : Code(PathCounts.Start);
            CountNode(distance, at);
            CountLink(distance, at, next);
            next = at;
        }
        var before = Code(path[anchor]);
        for (var distance = 1; distance <= depth && before != Code(PathCounts.End); distance++)
        {
            var at = anchor + distance < path.Length ? Code(path[anchor + distance]) : Code(PathCounts.End);
            CountNode(distance, at);
            CountLink(distance - 1, before, at);
            before = at;
        }
    }

    private void CountNode(int distance, int code) => Count(_nodes, _touchedNodes, ((distance + depth) * Codes) + code);

    private void CountLink(int distance, int from, int to) => Count(_links, _touchedLinks, ((((distance + depth) * Codes) + from) * Codes) + to);

    private static void Count(int[] counts, List<int> touched, int at)
    {
        if (counts[at]++ == 0)
        {
            touched.Add(at);
        }
    }

    private static int Code(short kind) => kind + 2;

    private static short Event(int code) => (short)(code - 2);
}
