using System.Globalization;
using System.Security.Claims;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Access;

/// <summary>Reads memberships from the record, every time: a role that was taken away is gone with the next click.</summary>
internal sealed class ShopAccess(MembershipStore memberships) : IShopAccess
{
    public async Task<IReadOnlyList<ShopSeat>> SeatsOfAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (person.UserId() is not { } userId)
        {
            return [];
        }
        var shops = await memberships.ShopsOfAsync(userId, cancellationToken);
        return [.. shops.Select(place => new ShopSeat(place.Shop, place.Role))];
    }
}

public static class PersonExtensions
{
    /// <summary>The account's id; null for somebody who is not signed in.</summary>
    public static int? UserId(this ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return int.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>The person as the audit log writes them down.</summary>
    public static Actor AsActor(this ClaimsPrincipal person, int? shopId) => new(person.UserId(), person.Identity?.Name, shopId);
}
