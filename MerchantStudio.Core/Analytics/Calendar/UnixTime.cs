namespace MerchantStudio.Core.Analytics.Calendar;

internal static class UnixTime
{
    public static long Milliseconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    public static DateTime Utc(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);
}
