namespace MerchantStudio.Core.Import.Values;

/// <summary>Turns written times into UTC. Not safe for several threads: it remembers the last hour's offset.</summary>
internal sealed class ShopClock(TimeZoneInfo zone)
{
    private long _hour = long.MinValue;
    private long _offsetTicks;

    /// <summary>
    /// A clock time that summer time skips is taken as the moment after the change; one that happens twice as the first.
    /// Null when the moment lies outside the calendar.
    /// </summary>
    public DateTime? ToUtc(WrittenTime time)
    {
        var offset = time.Offset?.Ticks ?? OffsetOf(time.Local);
        var ticks = time.Local.Ticks - offset;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new DateTime(ticks, DateTimeKind.Utc);
    }

    private long OffsetOf(DateTime local)
    {
        var hour = local.Ticks / (TimeSpan.TicksPerMinute * 30);
        if (hour != _hour)
        {
            _hour = hour;
            _offsetTicks = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max().Ticks : zone.GetUtcOffset(local).Ticks;
        }

        return _offsetTicks;
    }
}
