namespace MerchantStudio.State;

/// <summary>The IANA time zones that a shop can choose from.</summary>
public static class TimeZones
{
    public static IReadOnlyList<string> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(ToIana).OfType<string>().Append("UTC").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The machine's own zone, a good guess for the shop's.</summary>
    public static string Here => ToIana(TimeZoneInfo.Local) is { } here && All.Contains(here) ? here : "UTC";

    private static string? ToIana(TimeZoneInfo zone) =>
        zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : null;
}
