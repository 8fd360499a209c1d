using MerchantStudio.Core.Domain;
using MerchantStudio.State;

namespace MerchantStudio.Components.Shared.Forms;

/// <summary>The fields of a new shop.</summary>
public interface IShopForm
{
    string? ShopName { get; set; }
    string? Currency { get; set; }
    string? TimeZoneId { get; set; }
}

internal static class ShopForm
{
    /// <summary>Resource keys of what is wrong with a shop's settings.</summary>
    public static IEnumerable<string> Check(string? name, string? currency, string? timeZoneId)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > ShopDetails.NameMaxLength)
        {
            yield return "BadShopName";
        }
        if (currency is null || !CurrencyNames.Codes.Contains(currency))
        {
            yield return "BadCurrency";
        }
        if (timeZoneId is null || !TimeZoneInfo.TryFindSystemTimeZoneById(timeZoneId, out _))
        {
            yield return "BadTimeZone";
        }
    }
}
