using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>Running counts of visits: how many came to each stage at furthest.</summary>
internal struct VisitCounts
{
    private int _none;
    private int _viewed;
    private int _carted;
    private int _checkedOut;
    private int _bought;
    private long _revenue;

    public void Add(byte stage, long revenue)
    {
        _revenue += revenue;
        switch (stage)
        {
            case 0: _none++; break;
            case 1: _viewed++; break;
            case 2: _carted++; break;
            case 3: _checkedOut++; break;
            default: _bought++; break;
        }
    }

    public readonly VisitFigures Figures => new()
    {
        Visits = _none + _viewed + _carted + _checkedOut + _bought,
        Viewed = _viewed + _carted + _checkedOut + _bought,
        Carted = _carted + _checkedOut + _bought,
        CheckedOut = _checkedOut + _bought,
        Bought = _bought,
        RevenueMinor = _revenue,
    };
}

/// <summary>Counts of one period's visits, as a whole, by slot of the calendar, by group and by hour of the week.</summary>
internal sealed class VisitTally(VisitTable table, Calendar.CalendarSlots slots)
{
    public const int HoursOfWeek = 7 * 24;
    private readonly VisitCounts[] _slots = new VisitCounts[slots.Count];
    private readonly Dictionary<ConversionDimension, VisitCounts[]> _groups =
        table.Dimensions.ToDictionary(pair => pair.Key, pair => new VisitCounts[pair.Value.Names.Count + 1]);
    private readonly (int Visits, int Bought)[] _hours = new (int, int)[HoursOfWeek];
    private VisitCounts _whole;

    public VisitFigures Whole => _whole.Figures;

    public IReadOnlyList<VisitPoint> Trend => [.. slots.Starts.Select((start, i) => new VisitPoint(start, _slots[i].Figures))];

    /// <summary>Per place in the dimension's names; the last place is for visits that name none.</summary>
    public IReadOnlyList<VisitFigures> Groups(ConversionDimension dimension) => [.. _groups[dimension].Select(counts => counts.Figures)];

    public IReadOnlyList<VisitHour> Hours =>
        [.. _hours.Select((hour, i) => new VisitHour(i / 24, i % 24, hour.Visits, hour.Bought)).Where(hour => hour.Visits > 0)];

    /// <summary>0 is Monday; day 0 of <see cref="DateOnly"/> was one.</summary>
    public static int WeekdayOf(int dayNumber) => dayNumber % 7;

    /// <param name="only">Code that visits must have along <paramref name="where"/>; null for all visits.</param>
    public void Run(DayRange range, ConversionDimension? where, int? only, CancellationToken cancellationToken)
    {
        var (from, to) = (range.From.DayNumber, range.To.DayNumber);
        var codes = where is { } filter && only is not null ? table.Dimensions[filter].Codes : null;
        var groups = _groups.Select(pair => (table.Dimensions[pair.Key].Codes, Counts: pair.Value)).ToArray();
        for (var visit = 0; visit < table.Count; visit++)
        {
            if ((visit & 0xFFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            var day = table.Day[visit];
            if (day < from || day > to || (codes is not null && codes[visit] != only))
            {
                continue;
            }
            var (stage, revenue) = (table.Stage[visit], table.Revenue[visit]);
            _whole.Add(stage, revenue);
            _slots[slots.SlotOf(day)].Add(stage, revenue);
            ref var hour = ref _hours[(24 * WeekdayOf(day)) + table.Hour[visit]];
            hour = (hour.Visits + 1, hour.Bought + (stage == 4 ? 1 : 0));
            foreach (var (ofVisit, counts) in groups)
            {
                counts[ofVisit[visit] is >= 0 and var code ? code : counts.Length - 1].Add(stage, revenue);
            }
        }
    }
}
