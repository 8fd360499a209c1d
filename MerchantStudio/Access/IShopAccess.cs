using System.Security.Claims;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Access;

/// <summary>A person's place in a shop.</summary>
public sealed record ShopSeat(Shop Shop, ShopRole Role)
{
    public bool May(string policy) => Policies.Allows(policy, Role);
}

/// <summary>The one place that knows who belongs to which shop. Everything that reads a shop's data asks here first.</summary>
public interface IShopAccess
{
    /// <summary>The shops that somebody belongs to, by name; empty for a stranger.</summary>
    Task<IReadOnlyList<ShopSeat>> SeatsOfAsync(ClaimsPrincipal person, CancellationToken cancellationToken);
}

public static class ShopAccessExtensions
{
    /// <summary>The seat in the shop of that address name, or in the first shop when none is named; null when there is none.</summary>
    public static ShopSeat? Choose(this IReadOnlyList<ShopSeat> seats, string? slug)
    {
        ArgumentNullException.ThrowIfNull(seats);
        return string.IsNullOrEmpty(slug)
            ? seats.Count > 0 ? seats[0] : null
            : seats.FirstOrDefault(seat => string.Equals(seat.Shop.Slug, slug, StringComparison.OrdinalIgnoreCase));
    }
}
