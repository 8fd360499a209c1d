using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Commands;

/// <summary>Finds the shop that a verb names and creates it when there is none, for the verbs that bring data.</summary>
internal sealed class NewShops(ShopStore shops, IOptions<NewShopOptions> options)
{
    /// <exception cref="ArgumentException">Currency or time zone of the new shop is none.</exception>
    public async Task<Shop> FindOrCreateAsync(string slug, string? currency, string? timeZone, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(slug, cancellationToken) is { } known)
        {
            return known;
        }

        var details = new ShopDetails
        {
            Name = slug,
            Currency = currency ?? options.Value.Currency,
            TimeZoneId = timeZone ?? options.Value.TimeZone,
        };
        return Currencies.IsCode(details.Currency) && TimeZoneInfo.TryFindSystemTimeZoneById(details.TimeZoneId, out _)
            ? await shops.CreateAsync(details, slug, cancellationToken)
            : throw new ArgumentException($"A shop needs an ISO 4217 code and an IANA time zone; '{details.Currency}' and '{details.TimeZoneId}' were given.");
    }
}
