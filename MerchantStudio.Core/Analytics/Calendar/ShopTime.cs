using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Calendar;

/// <summary>A snapshot's time zone, its clock and the days that it has data of.</summary>
internal sealed class ShopTime
{
    private ShopTime(TimeZoneInfo zone, DateTime fromUtc, DateTime toUtc)
    {
        Zone = zone;
        // A day more on both sides, so that asking for whole local days stays inside.
        Clock = new ShopClock(zone, UnixTime.Milliseconds(fromUtc) - ShopClock.MillisecondsPerDay, UnixTime.Milliseconds(toUtc) + ShopClock.MillisecondsPerDay);
        Span = new DayRange(DayOf(fromUtc), DayOf(toUtc));
    }

    public TimeZoneInfo Zone { get; }
    public ShopClock Clock { get; }

    /// <summary>First and last day with data.</summary>
    public DayRange Span { get; }

    /// <summary>Null for a snapshot without rows.</summary>
    public static ShopTime? Of(Snapshot snapshot) => snapshot.Header is { FromUtc: { } from, ToUtc: { } to } header
        ? new ShopTime(TimeZoneInfo.FindSystemTimeZoneById(header.TimeZoneId), from, to)
        : null;

    private DateOnly DayOf(DateTime utc) => DateOnly.FromDayNumber(Clock.DayNumberOf(UnixTime.Milliseconds(utc)));
}
