using System.Text.Json.Serialization;

namespace MerchantStudio.Core.Domain;

/// <summary>Whole days of a shop's calendar, both ends included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day; not before <paramref name="From"/>.</param>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The range of the same length that ends the day before this one starts.</summary>
    [JsonIgnore]
    public DayRange Previous => new(ShiftOrFirst(From, -Days), ShiftOrFirst(From, -1));

    /// <summary>The instants, in UTC, at which the range starts (included) and ends (excluded) in a time zone.</summary>
    public (DateTime StartUtc, DateTime EndUtc) InUtc(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return (StartOfDay(From, zone), To == DateOnly.MaxValue ? DateTime.MaxValue : StartOfDay(To.AddDays(1), zone));
    }

    // What the compiler would write names the period before, which names the one before that, without end.
    public override string ToString() => FormattableString.Invariant($"{From:yyyy-MM-dd} to {To:yyyy-MM-dd}");

    private static DateTime StartOfDay(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks go forward at midnight, the day starts at the first time that exists.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    private static DateOnly ShiftOrFirst(DateOnly day, int days) =>
        day.DayNumber + days < 0 ? DateOnly.MinValue : day.AddDays(days);
}
