using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Analytics.Calendar;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Counts who reached which step, how long it took, and the same by group and by calendar unit of the entry.</summary>
/// <param name="request">What is counted.</param>
/// <param name="by">Reads what the funnel is broken down by; null for nothing.</param>
/// <param name="units">The calendar units of the trend; null for no trend.</param>
internal sealed class FunnelTally(FunnelRequest request, UnitScale? units, AttributeReader? by) : IFunnelSink
{
    private readonly Dictionary<int, int[]> _groups = [];
    private readonly int _lastStep = LastRequired(request.Steps);
    private readonly List<long>[] _elapsed = [.. request.Steps.Select(_ => new List<long>())];
    private readonly int[] _entered = new int[units?.Count ?? 0];
    private readonly int[] _completed = new int[units?.Count ?? 0];

    public int[] Counts { get; } = new int[request.Steps.Count];

    public int Completed { get; private set; }

    /// <summary>Per code of the attribute, -1 for none: who reached each step, and last who completed.</summary>
    public IReadOnlyDictionary<int, int[]> Groups => _groups;

    /// <summary>Milliseconds since the required step before, of everybody who reached a step; in no order, and the caller's to change.</summary>
    public Span<long> Elapsed(int step) => CollectionsMarshal.AsSpan(_elapsed[step]);

    /// <summary>Units in which anybody entered, the first one first.</summary>
    public IEnumerable<FunnelTrendPoint> Trend() => Enumerable.Range(0, _entered.Length).Where(unit => _entered[unit] > 0)
        .Select(unit => new FunnelTrendPoint(units!.Days[unit], _entered[unit], _completed[unit]));

    public static int LastRequired(IReadOnlyList<FunnelStep> steps) => Enumerable.Range(0, steps.Count).Last(step => !steps[step].Optional);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int customer, in EventColumns columns, in FunnelOutcome outcome, ReadOnlySpan<long> elapsed)
    {
        var completed = (int)(outcome.Reached >> _lastStep) & 1;
        Completed += completed;
        var group = by is null ? null : GroupOf(by(columns, outcome.EntryRow));
        for (var (step, reached) = (0, outcome.Reached); reached != 0; step++, reached >>= 1)
        {
            if ((reached & 1) == 0)
            {
                continue;
            }
            Counts[step]++;
            if (group is not null)
            {
                group[step]++;
            }
            if (step > 0 && elapsed[step] >= 0)
            {
                _elapsed[step].Add(elapsed[step]);
            }
        }
        if (group is not null)
        {
            group[^1] += completed;
        }
        if (units is not null)
        {
            var unit = units.UnitOf(columns.Time[outcome.EntryRow]);
            _entered[unit]++;
            _completed[unit] += completed;
        }
    }

    public bool HasGroups => by is not null;

    /// <summary>Takes over how many of those who entered on one day reached each step.</summary>
    /// <param name="time">A time of the day, in unix milliseconds.</param>
    /// <param name="counts">One for each step.</param>
    public void AddEntries(long time, ReadOnlySpan<int> counts)
    {
        var completed = counts[_lastStep];
        Completed += completed;
        for (var step = 0; step < counts.Length; step++)
        {
            Counts[step] += counts[step];
        }
        if (units is not null)
        {
            var unit = units.UnitOf(time);
            _entered[unit] += counts[0];
            _completed[unit] += completed;
        }
    }

    public void AddElapsed(int step, ReadOnlySpan<long> elapsed) => _elapsed[step].AddRange(elapsed);

    /// <summary>Counts one that entered with its group alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddToGroup(in EventColumns columns, int entryRow, uint reached)
    {
        var group = GroupOf(by!(columns, entryRow));
        group[^1] += (int)(reached >> _lastStep) & 1;
        for (var step = 0; reached != 0; step++, reached >>= 1)
        {
            group[step] += (int)(reached & 1);
        }
    }

    /// <summary>Takes over what the tally of another part has counted.</summary>
    public void Add(FunnelTally other)
    {
        Completed += other.Completed;
        AddTo(Counts, other.Counts);
        AddTo(_entered, other._entered);
        AddTo(_completed, other._completed);
        for (var step = 0; step < _elapsed.Length; step++)
        {
            _elapsed[step].AddRange(other._elapsed[step]);
        }
        foreach (var (code, counts) in other._groups)
        {
            AddTo(GroupOf(code), counts);
        }
    }

    private int[] GroupOf(int code)
    {
        if (!_groups.TryGetValue(code, out var group))
        {
            _groups[code] = group = new int[Counts.Length + 1];
        }
        return group;
    }

    private static void AddTo(int[] sums, int[] more)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += more[i];
        }
    }
}
