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

    public readonly bool IsEmpty => _none + _viewed + _carted + _checkedOut + _bought == 0;

    public void Add(in VisitCounts other)
    {
        _none += other._none;
        _viewed += other._viewed;
        _carted += other._carted;
        _checkedOut += other._checkedOut;
        _bought += other._bought;
        _revenue += other._revenue;
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

    /// <summary>Counts the days of the period.</summary>
    public void Run(DayRange range, VisitDays days)
    {
        var places = days.PlacesOf(range);
        for (var place = places.Start.Value; place < places.End.Value; place++)
        {
            var (day, counts) = (days.DayAt(place), days.At(place));
            _whole.Add(counts);
            _slots[slots.SlotOf(day)].Add(counts);
            var hours = days.HoursAt(place);
            var first = VisitDays.HoursOfDay * WeekdayOf(day);
            for (var hour = 0; hour < hours.Length; hour++)
            {
                var (visits, bought) = _hours[first + hour];
                _hours[first + hour] = (visits + hours[hour].Visits, bought + hours[hour].Bought);
            }
        }
        foreach (var (dimension, groups) in _groups)
        {
            days.AddGroups(dimension, places, groups);
        }
    }
}
