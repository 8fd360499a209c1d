using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MerchantStudio.Core.Storage.Model;

/// <summary>
/// Times are stored as whole milliseconds since 1970-01-01 UTC: eight bytes or fewer on every engine, ordered like the
/// times themselves, and without any engine's opinion about zones.
/// </summary>
public sealed class UtcMillisecondsConverter() : ValueConverter<DateTime, long>(
    time => UtcMilliseconds.From(time), value => UtcMilliseconds.ToUtc(value));

public static class UtcMilliseconds
{
    public static long From(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    public static DateTime ToUtc(long milliseconds) => DateTime.UnixEpoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond);
}
