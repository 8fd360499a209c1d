using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Customers;

/// <summary>The list's filters in words, for an action that remembers where its list came from.</summary>
internal sealed class CustomerFilterWords(IStringLocalizer<Insight> words, IStringLocalizer<ActionWords> more, IStringLocalizer<CustomerWords> segments)
{
    public string Of(StudioAddress address, string? ownSegment)
    {
        var parts = Parts(address, ownSegment).ToList();
        return parts.Count == 0 ? more["AllCustomers"] : string.Join(more["PartSeparator"], parts);
    }

    private IEnumerable<string> Parts(StudioAddress address, string? ownSegment)
    {
        if (ownSegment is not null)
        {
            yield return ownSegment;
        }

        if (address[CustomerAddress.SegmentKey] is { } segment)
        {
            yield return segments["Segment_" + segment];
        }

        if (address[CustomerAddress.RuleKey] is not null)
        {
            yield return more["UnsavedRule"];
        }

        if (address[CustomerAddress.SearchKey] is { } search)
        {
            yield return more["NumberHolds", search];
        }

        if (address[CustomerAddress.CountryKey] is { } country)
        {
            yield return country;
        }

        if (address[CustomerAddress.CategoryKey] is { } category)
        {
            yield return more["WhoBought", category];
        }

        if (address[CustomerAddress.ProductKey] is { } product)
        {
            yield return more["WhoBought", product];
        }

        if (CustomerAddress.Orders.Any(choice => choice.Name == address[CustomerAddress.OrdersKey]))
        {
            yield return $"{words["OrdersSoFar"].Value}: {words["Orders_" + address[CustomerAddress.OrdersKey]].Value}";
        }

        if (address.Whole(CustomerAddress.SilentKey, 0) is > 0 and var days)
        {
            yield return $"{words["LastOrder"].Value}: {words["SilentFor", days].Value}";
        }

        if (address.Whole(CustomerAddress.ChanceKey, 0) is > 0 and var chance)
        {
            yield return $"{more["Chance"].Value} {more["AtLeastPercent", chance].Value}";
        }
    }
}
