using System.Globalization;
using System.Security.Claims;
using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Access;

/// <summary>Reads memberships from the record, every time: a role that was taken away is gone with the next click.</summary>
internal sealed class ShopAccess(IDbContextFactory<MerchantDbContext> contexts) : IShopAccess
{
    public async Task<IReadOnlyList<ShopSeat>> SeatsOfAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (person.UserId() is not { } userId)
        {
            return [];
        }
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var seats = await context.ShopMemberships.AsNoTracking()
            .Where(membership => membership.UserId == userId)
            .Join(context.Shops.AsNoTracking(), membership => membership.ShopId, shop => shop.Id, (membership, shop) => new { shop, membership.Role })
            .OrderBy(seat => seat.shop.Name).ThenBy(seat => seat.shop.Id)
            .ToListAsync(cancellationToken);
        return [.. seats.Select(seat => new ShopSeat(seat.shop, seat.Role))];
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
}
