namespace MerchantStudio.Core.Pipeline.Actions;

internal static class ShopDays
{
    /// <summary>The instant at which a day begins in a zone; where the clocks skip midnight, the first instant after.</summary>
    public static DateTime StartUtc(DateOnly day, string timeZoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZoneId);
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
