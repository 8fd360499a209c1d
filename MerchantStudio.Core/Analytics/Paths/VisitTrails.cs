using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Paths;

/// <summary>
/// The paths of all visits side by side, in the order of the day on which they began. Whoever names a step reads a byte for each
/// event and no row of the snapshot.
/// </summary>
internal sealed class VisitTrails
{
    private readonly byte[] _events;

    // Per visit where its events begin, per day its first visit; each with the end behind the last.
    private readonly int[] _starts;
    private readonly int[] _days;
    private readonly int[]? _anchors;

    /// <param name="parts">The visits.</param>
    /// <param name="dayCount">Days with data, and between them those without.</param>
    /// <param name="anchored">Whether the place of the step was read with the visits, as a step with a filter must be.</param>
    public VisitTrails(VisitPaths[] parts, int dayCount, bool anchored)
    {
        (_days, var nextEvent) = Count(parts, dayCount);
        (_events, _starts, _anchors) = (new byte[nextEvent[dayCount]], new int[_days[dayCount] + 1], anchored ? new int[_days[dayCount]] : null);
        Place(parts, (int[])_days.Clone(), nextEvent);
    }

    public int DayCount => _days.Length - 1;

    /// <summary>Does something for every day on which visits began, several at a time.</summary>
    public void EachDay<TState>(Func<TState> begin, Action<TState, int> work, CancellationToken cancellationToken) => Parallel.For(
        0, DayCount, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, begin,
        (day, _, state) =>
        {
            if (_days[day] < _days[day + 1])
            {
                work(state, day);
            }
            return state;
        },
        _ => { });

    public Range VisitsOf(int day) => _days[day].._days[day + 1];

    public ReadOnlySpan<byte> EventsOf(int visit) => _events.AsSpan(_starts[visit].._starts[visit + 1]);

    /// <summary>Place of the first event that is the step; -1 when there is none.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="step">The step's kind; null when the shop has none of it. Read only where no places came with the visits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int AnchorOf(int visit, InteractionKind? step) => _anchors is not null ? _anchors[visit] : step is { } kind ? EventsOf(visit).IndexOf((byte)kind) : -1;

    private static (int[] Days, int[] Events) Count(VisitPaths[] parts, int dayCount)
    {
        var (days, events) = (new int[dayCount + 1], new int[dayCount + 1]);
        foreach (var part in parts)
        {
            for (var at = 0; at < part.Count; at++)
            {
                var visit = part.At(at);
                days[visit.Day + 1]++;
                events[visit.Day + 1] += visit.Length;
            }
        }
        for (var day = 0; day < dayCount; day++)
        {
            days[day + 1] += days[day];
            events[day + 1] += events[day];
        }
        return (days, events);
    }

    private void Place(VisitPaths[] parts, int[] nextVisit, int[] nextEvent)
    {
        _starts[^1] = _events.Length;
        foreach (var part in parts)
        {
            for (var at = 0; at < part.Count; at++)
            {
                var path = part.At(at);
                var (visit, from) = (nextVisit[path.Day]++, nextEvent[path.Day]);
                nextEvent[path.Day] += path.Length;
                _starts[visit] = from;
                part.EventsOf(path).CopyTo(_events.AsSpan(from));
                if (_anchors is not null)
                {
                    _anchors[visit] = path.Anchor;
                }
            }
        }
    }
}

/// <summary>What is counted of the visits of some days, whatever the step.</summary>
internal sealed class VisitSums
{
    public const int Kinds = 256;

    public int Visits { get; set; }

    /// <summary>Those that bought nothing.</summary>
    public int Idle { get; set; }

    /// <summary>Per kind of event: visits in which it came.</summary>
    public int[] With { get; } = new int[Kinds];

    /// <summary>The same of visits that bought nothing, and those of them in which it came last.</summary>
    public int[] IdleWith { get; } = new int[Kinds];
    public int[] LeftAfter { get; } = new int[Kinds];

    /// <summary>By the day on which visits began; null where none did.</summary>
    public static VisitSums?[] ByDay(VisitTrails trails, CancellationToken cancellationToken)
    {
        var sums = new VisitSums?[trails.DayCount];
        trails.EachDay(() => new VisitTally(), (tally, day) => sums[day] = tally.Count(trails, trails.VisitsOf(day)), cancellationToken);
        return sums;
    }

    public void Add(VisitSums other)
    {
        (Visits, Idle) = (Visits + other.Visits, Idle + other.Idle);
        for (var kind = 0; kind < Kinds; kind++)
        {
            With[kind] += other.With[kind];
            IdleWith[kind] += other.IdleWith[kind];
            LeftAfter[kind] += other.LeftAfter[kind];
        }
    }
}

/// <summary>Counts visits. Not safe for several threads.</summary>
internal sealed class VisitTally
{
    private readonly int[] _seenIn = new int[VisitSums.Kinds];
    private int _visit;

    public VisitSums Count(VisitTrails trails, Range visits)
    {
        var sums = new VisitSums { Visits = visits.End.Value - visits.Start.Value };
        for (var visit = visits.Start.Value; visit < visits.End.Value; visit++)
        {
            Add(sums, trails.EventsOf(visit));
        }
        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(VisitSums sums, ReadOnlySpan<byte> path)
    {
        _visit++;
        var idle = path.Contains((byte)InteractionKind.Purchase) ? 0 : 1;
        sums.Idle += idle;
        sums.LeftAfter[path[^1]] += idle;
        foreach (var kind in path)
        {
            if (_seenIn[kind] != _visit)
            {
                _seenIn[kind] = _visit;
                sums.With[kind]++;
                sums.IdleWith[kind] += idle;
            }
        }
    }
}
