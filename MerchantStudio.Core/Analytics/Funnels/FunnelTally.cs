using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Counts who reached which step, how long it took, and the same by group and by calendar unit of the entry.</summary>
internal sealed class FunnelTally : IFunnelSink
{
    private readonly Snapshot _snapshot;
    private readonly FunnelAttribute? _by;
    private readonly CalendarUnit? _trend;
    private readonly ShopTime _time;
    private readonly SortedDictionary<int, (int Entered, int Completed)> _units = [];
    private readonly Dictionary<int, int[]> _groups = [];
    private readonly uint _last;

    public FunnelTally(Snapshot snapshot, FunnelRequest request, ShopTime time)
    {
        (_snapshot, _by, _trend, _time) = (snapshot, request.By, request.Trend, time);
        Counts = new int[request.Steps.Count];
        Elapsed = [.. request.Steps.Select(_ => new List<long>())];
        _last = 1u << LastRequired(request.Steps);
    }

    public int[] Counts { get; }

    /// <summary>Per step: milliseconds since the required step before, of everybody who reached it.</summary>
    public IReadOnlyList<List<long>> Elapsed { get; }

    public int Completed { get; private set; }

    /// <summary>Per code of the attribute, -1 for none: who reached each step, and last who completed.</summary>
    public IReadOnlyDictionary<int, int[]> Groups => _groups;

    /// <summary>Per first day (<see cref="DateOnly.DayNumber"/>) of a calendar unit.</summary>
    public IReadOnlyDictionary<int, (int Entered, int Completed)> Units => _units;

    public static int LastRequired(IReadOnlyList<FunnelStep> steps) => Enumerable.Range(0, steps.Count).Last(step => !steps[step].Optional);

    public void Add(int customer, in FunnelOutcome outcome, ReadOnlySpan<long> elapsed)
    {
        var completed = (outcome.Reached & _last) != 0 ? 1 : 0;
        Completed += completed;
        var group = _by is null ? null : GroupOf(outcome.EntryRow);
        for (var step = 0; step < Counts.Length; step++)
        {
            if ((outcome.Reached & (1u << step)) == 0)
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
                Elapsed[step].Add(elapsed[step]);
            }
        }
        if (group is not null)
        {
            group[^1] += completed;
        }
        if (_trend is { } unit)
        {
            AddToTrend(unit, outcome.EntryRow, completed);
        }
    }

    private int[] GroupOf(int row)
    {
        var code = CodeOf(row);
        if (!_groups.TryGetValue(code, out var group))
        {
            _groups[code] = group = new int[Counts.Length + 1];
        }
        return group;
    }

    private int CodeOf(int row) => _by switch
    {
        FunnelAttribute.Country => At(RowAttribute.Country, row),
        FunnelAttribute.Source => At(RowAttribute.Source, row),
        FunnelAttribute.Device => At(RowAttribute.Device, row),
        _ => new EventColumns(_snapshot).CategoryOf(row),
    };

    private int At(RowAttribute attribute, int row) => _snapshot.Attribute(attribute) is { } column ? column.Codes[row] : -1;

    private void AddToTrend(CalendarUnit unit, int row, int completed)
    {
        var day = DateOnly.FromDayNumber(_time.Clock.DayNumberOf(_snapshot.RowTime[row]));
        var start = unit.StartOf(day).DayNumber;
        var (entered, before) = _units.GetValueOrDefault(start);
        _units[start] = (entered + 1, before + completed);
    }
}
