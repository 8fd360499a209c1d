using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;
using Microsoft.AspNetCore.WebUtilities;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>A funnel as the address bar holds it.</summary>
internal static class FunnelAddress
{
    public const string DefaultSteps = "view_item,add_to_cart,begin_checkout,purchase";
    public const string DefaultWindow = "7d";

    // What belongs to a funnel's definition; period, shop and whose drop-outs are shown do not.
    private static readonly string[] s_keys = ["steps", "not", "window", "order", "entry", "per", "by", "trend"];

    /// <summary>Windows to choose from.</summary>
    public static IReadOnlyList<string> Windows { get; } = ["30m", "1h", "12h", "1d", "7d", "14d", "30d", "90d"];

    /// <exception cref="FunnelRequestException">The address holds no funnel that has a meaning.</exception>
    public static FunnelRequest Read(StudioAddress address, int shopId, Period period) => new(shopId, FunnelText.ReadSteps(address["steps"] ?? DefaultSteps))
    {
        Exclusions = FunnelText.ReadExclusions(address["not"] ?? ""),
        Window = FunnelText.Length(address["window"] ?? DefaultWindow),
        Order = Choice(address["order"], FunnelOrder.Ordered),
        Entry = Choice(address["entry"], FunnelEntry.First),
        Unit = Choice(address["per"], FunnelUnit.Visitor),
        By = By(address["by"]),
        Range = period.Preset == Period.AllTime ? null : period.Range,
        Trend = Choice(address["trend"], CalendarUnits.For(period.Range)),
    };

    /// <summary>The attribute that an address names; null for none.</summary>
    public static FunnelAttribute? By(string? text) => text is "None" ? null : FunnelAttribute.Parse(text);

    /// <summary>What is to be saved of an address.</summary>
    public static string Definition(StudioAddress address) => QueryHelpers.AddQueryString(
        "", s_keys.Where(key => address[key] is not null).Select(key => KeyValuePair.Create(key, address[key]))).TrimStart('?');

    /// <summary>Address of this page that shows a saved funnel for the same shop and period.</summary>
    public static string Link(StudioAddress address, SavedFunnel funnel)
    {
        var saved = QueryHelpers.ParseQuery(funnel.Definition);
        var changes = s_keys.Select(key => (key, saved.TryGetValue(key, out var value) && value.Count > 0 ? value[0] : null)).Append(("lost", null));
        return address.With([.. changes]);
    }

    private static T Choice<T>(string? text, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : otherwise;
}
