using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Calendar;

/// <summary>The stretches that a trend is cut into.</summary>
public enum CalendarUnit
{
    Day,

    /// <summary>Monday to Sunday.</summary>
    Week,
    Month,
}

public static class CalendarUnits
{
    // About as many points as a chart can show and a reader can tell apart.
    private const int MostDays = 62;
    private const int MostWeeksInDays = 400;

    /// <summary>The unit that shows a range in a readable number of points.</summary>
    public static CalendarUnit For(DayRange range) => range.Days switch
    {
        <= MostDays => CalendarUnit.Day,
        <= MostWeeksInDays => CalendarUnit.Week,
        _ => CalendarUnit.Month,
    };

    /// <summary>First day of the unit that a day lies in.</summary>
    public static DateOnly StartOf(this CalendarUnit unit, DateOnly day) => unit switch
    {
        CalendarUnit.Week => day.AddDays(-Math.Min(day.DayNumber, ((int)day.DayOfWeek + 6) % 7)),
        CalendarUnit.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    public static DateOnly Next(this CalendarUnit unit, DateOnly start) => unit switch
    {
        CalendarUnit.Week => start.AddDays(7),
        CalendarUnit.Month => start.AddMonths(1),
        _ => start.AddDays(1),
    };
}

/// <summary>A range of days cut into calendar units; the first and the last one may be cut short by the range.</summary>
public sealed class CalendarSlots
{
    private readonly int[] _slotOfDay;

    public CalendarSlots(DayRange range, CalendarUnit unit)
    {
        Range = range;
        _slotOfDay = new int[range.Days];
        var starts = new List<DateOnly>();
        for (var start = unit.StartOf(range.From); start <= range.To; start = unit.Next(start))
        {
            var first = Math.Max(0, start.DayNumber - range.From.DayNumber);
            _slotOfDay.AsSpan(first).Fill(starts.Count);
            starts.Add(start);
        }
        Starts = starts;
    }

    public DayRange Range { get; }

    /// <summary>First day of each unit; of the first one it may lie before the range.</summary>
    public IReadOnlyList<DateOnly> Starts { get; }

    public int Count => Starts.Count;

    /// <summary>Slot of a day within the range.</summary>
    /// <param name="dayNumber"><see cref="DateOnly.DayNumber"/>.</param>
    public int SlotOf(int dayNumber) => _slotOfDay[dayNumber - Range.From.DayNumber];
}
