using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.AtRisk;

/// <summary>The filters in words, for an action that remembers where its list came from.</summary>
internal sealed class AtRiskFilterWords(IStringLocalizer<CustomerWords> words, IStringLocalizer<ActionWords> more, StudioFormat format)
{
    public string Of(AtRiskRequest request, int horizonDays, Shop shop) => string.Join(more["PartSeparator"], new[]
    {
        words["ChanceWithin", horizonDays].Value + (request.MinChance > 0 ? " " + more["AtLeastPercent", (int)Math.Round(request.MinChance * 100)].Value : ""),
        request.MinStakeMinor is { } stake ? $"{words["AtStake"].Value} {more["AtLeastMoney", format.Money(stake, shop)].Value}" : null,
        request.Segment is { } segment ? words["Segment_" + segment].Value : null,
        request.Country,
        request.Search is { } search ? more["NumberHolds", search].Value : null,
    }.OfType<string>());
}
