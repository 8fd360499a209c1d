namespace MerchantStudio.Core.Analytics.Calendar;

/// <summary>
/// A shop's wall clock over a span of time: turns unix milliseconds (UTC) into local ones fast enough for millions of
/// rows, by keeping the few instants at which the zone's offset changes.
/// </summary>
public sealed class ShopClock
{
    public const long MillisecondsPerDay = 86_400_000;
    public const long MillisecondsPerHour = 3_600_000;

    // Day 0 of DateOnly is 1 January of the year 1; unix time starts on this day.
    private const int UnixEpochDay = 719_162;

    private readonly long[] _from;
    private readonly long[] _offset;

    /// <param name="zone">The shop's time zone.</param>
    /// <param name="fromMs">First instant that will be asked for; earlier ones get the offset of this one.</param>
    /// <param name="toMs">Last instant that will be asked for.</param>
    public ShopClock(TimeZoneInfo zone, long fromMs, long toMs)
    {
        ArgumentNullException.ThrowIfNull(zone);
        (_from, _offset) = FindChanges(zone, fromMs, toMs);
    }

    /// <summary>Local unix milliseconds: the wall clock's reading as if it were UTC.</summary>
    public long ToLocal(long utcMs)
    {
        var i = Array.BinarySearch(_from, utcMs);
        return utcMs + _offset[Math.Max(0, i >= 0 ? i : ~i - 1)];
    }

    /// <summary>The shop's day, as a <see cref="DateOnly.DayNumber"/>.</summary>
    public int DayNumberOf(long utcMs) => DayNumberOfLocal(ToLocal(utcMs));

    public static int DayNumberOfLocal(long localMs) => checked((int)FloorDiv(localMs, MillisecondsPerDay)) + UnixEpochDay;

    /// <summary>Hour of the day, 0 to 23, of a local time.</summary>
    public static int HourOfLocal(long localMs) => (int)FloorDiv(localMs - (FloorDiv(localMs, MillisecondsPerDay) * MillisecondsPerDay), MillisecondsPerHour);

    /// <summary>A reader that remembers the last stretch, for rows that come in the order of time.</summary>
    public Cursor Read() => new(this);

    internal static long FloorDiv(long value, long by) => value >= 0 ? value / by : ~(~value / by);

    private static (long[] From, long[] Offset) FindChanges(TimeZoneInfo zone, long fromMs, long toMs)
    {
        var (from, offset) = (new List<long> { long.MinValue }, new List<long> { OffsetAt(zone, fromMs) });
        for (var day = fromMs; day < toMs; day += MillisecondsPerDay)
        {
            var next = Math.Min(day + MillisecondsPerDay, toMs);
            if (OffsetAt(zone, next) is var then && then != offset[^1])
            {
                from.Add(FirstWith(zone, then, day, next));
                offset.Add(then);
            }
        }
        return ([.. from], [.. offset]);
    }

    private static long FirstWith(TimeZoneInfo zone, long offset, long before, long after)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            (before, after) = OffsetAt(zone, middle) == offset ? (before, middle) : (middle, after);
        }
        return after;
    }

    private static long OffsetAt(TimeZoneInfo zone, long utcMs) =>
        (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(utcMs)).TotalMilliseconds;

    /// <summary>Reads the clock at times that mostly lie near each other.</summary>
    public struct Cursor
    {
        private readonly ShopClock _clock;
        private long _start = 1;
        private long _end;
        private long _offset;

        internal Cursor(ShopClock clock) => _clock = clock;

        public long ToLocal(long utcMs)
        {
            if (utcMs < _start || utcMs >= _end)
            {
                Seek(utcMs);
            }
            return utcMs + _offset;
        }

        public int DayNumberOf(long utcMs) => DayNumberOfLocal(ToLocal(utcMs));

        private void Seek(long utcMs)
        {
            var found = Array.BinarySearch(_clock._from, utcMs);
            var i = Math.Max(0, found >= 0 ? found : ~found - 1);
            (_start, _offset) = (_clock._from[i], _clock._offset[i]);
            _end = i + 1 < _clock._from.Length ? _clock._from[i + 1] : long.MaxValue;
        }
    }
}
