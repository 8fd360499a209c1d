using MerchantStudio.Core.Domain;

namespace MerchantStudio.State;

/// <summary>The days that a page is about, and those it is compared with.</summary>
/// <param name="Preset">One of <see cref="Presets"/>, or <see cref="Custom"/>.</param>
/// <param name="Range">Days of the shop's calendar, both ends included.</param>
/// <param name="Compare">Whether the reader wants the comparison.</param>
public sealed record Period(string Preset, DayRange Range, bool Compare)
{
    public const string AllTime = "all";
    public const string Custom = "custom";

    /// <summary>Preset names in menu order, with the days each goes back from the shop's last day with data.</summary>
    public static IReadOnlyList<(string Name, int? Days)> Presets { get; } =
        [(AllTime, null), ("7d", 7), ("30d", 30), ("90d", 90), ("365d", 365)];

    /// <summary>The days of the same length before; null when nothing is compared, or everything is shown already.</summary>
    public DayRange? Previous => Compare && Preset != AllTime ? Range.Previous : null;

    /// <summary>Reads the address; what it says wrongly or not at all is everything that the shop has.</summary>
    /// <param name="address">The address bar.</param>
    /// <param name="data">First and last day with data; null for a shop without any.</param>
    /// <param name="today">Today in the shop's zone, which the presets end on when there is no data.</param>
    public static Period Read(StudioAddress address, DayRange? data, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address is { From: { } from, To: { } to } && from <= to)
        {
            return new Period(Custom, new DayRange(from, to), address.Compare);
        }
        var span = data ?? new DayRange(today.AddDays(-29), today);
        var preset = Presets.FirstOrDefault(candidate => candidate.Name == address.Preset);
        return preset.Days is { } days
            ? new Period(preset.Name, new DayRange(span.To.AddDays(1 - days), span.To), address.Compare)
            : new Period(AllTime, span, address.Compare);
    }
}
