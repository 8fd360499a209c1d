using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;

namespace MerchantStudio.Components.Pages.AtRisk;

/// <summary>The page's filters as the address bar holds them.</summary>
internal static class AtRiskAddress
{
    public const string SearchKey = "search";
    public const string SegmentKey = "segment";
    public const string CountryKey = "country";
    public const string ChanceKey = "chance";
    public const string StakeKey = "stake";

    /// <summary>Smallest chances that can be asked for, in per cent.</summary>
    public static IReadOnlyList<int> Chances { get; } = [30, 50, 70, 90];

    /// <summary>Smallest values at stake that can be asked for, in major units.</summary>
    public static IReadOnlyList<int> Stakes { get; } = [10, 50, 100, 500, 1000, 5000];

    public static AtRiskRequest Read(StudioAddress address, Shop shop) => new(shop.Id)
    {
        Search = address[SearchKey],
        Segment = Enum.TryParse<SegmentName>(address[SegmentKey], out var segment) && Enum.IsDefined(segment) ? segment : null,
        Country = address[CountryKey],
        MinChance = Math.Clamp(address.Whole(ChanceKey, 0), 0, 100) / 100.0,
        MinStakeMinor = address.Whole(StakeKey, 0) is > 0 and var stake ? stake * (long)Currencies.MinorPerMajor(shop.Currency) : null,
        ByChance = address["sort"] == "chance",
    };
}
