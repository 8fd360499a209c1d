using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.State;

namespace MerchantStudio.Components.Pages.Funnel;

/// <summary>A funnel as the address bar holds it.</summary>
internal static class FunnelAddress
{
    public const string DefaultSteps = "view_item,add_to_cart,begin_checkout,purchase";

    /// <summary>Windows to choose from, in days.</summary>
    public static IReadOnlyList<int> WindowDays { get; } = [1, 7, 14, 30, 90];

    public static FunnelRequest Read(StudioAddress address, int shopId, Period period) => new(shopId, Steps(address["steps"] ?? DefaultSteps))
    {
        Window = TimeSpan.FromDays(Math.Clamp(address.Whole("window", 7), 1, 365)),
        Order = Choice(address["order"], FunnelOrder.Ordered),
        Entry = Choice(address["entry"], FunnelEntry.First),
        Unit = Choice(address["per"], FunnelUnit.Visitor),
        By = Enum.TryParse<FunnelAttribute>(address["by"], ignoreCase: true, out var by) ? by : null,
        Range = period.Preset == Period.AllTime ? null : period.Range,
        Trend = CalendarUnits.For(period.Range),
    };

    private static IReadOnlyList<FunnelStep> Steps(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(step => new FunnelStep(step.TrimEnd('?')) { Optional = step.EndsWith('?') }),
    ];

    private static T Choice<T>(string? text, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : otherwise;
}
