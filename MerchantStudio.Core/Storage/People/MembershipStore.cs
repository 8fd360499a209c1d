using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.People;

/// <summary>Thrown when a change would leave a shop without anybody who can look after it.</summary>
public sealed class LastMerchantException(int shopId) : InvalidOperationException($"Shop {shopId} would be left without a merchant.");

/// <summary>Who belongs to which shop; the only writer of memberships.</summary>
public sealed class MembershipStore(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    /// <summary>The shops of one person with the role in each, by name.</summary>
    public async Task<IReadOnlyList<(Shop Shop, ShopRole Role)>> ShopsOfAsync(int userId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.ShopMemberships.AsNoTracking()
                .Where(membership => membership.UserId == userId)
                .Join(context.Shops.AsNoTracking(), membership => membership.ShopId, shop => shop.Id, (membership, shop) => new { shop, membership.Role })
                .OrderBy(row => row.shop.Name).ThenBy(row => row.shop.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => (row.shop, row.Role))];
        }
    }

    /// <summary>The people of one shop, longest first.</summary>
    public async Task<IReadOnlyList<ShopMember>> MembersOfAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.ShopMemberships.AsNoTracking()
                .Where(membership => membership.ShopId == shopId)
                .OrderBy(membership => membership.CreatedUtc).ThenBy(membership => membership.UserId)
                .Join(context.Users, membership => membership.UserId, user => user.Id,
                    (membership, user) => new ShopMember(user.Id, user.UserName ?? "", user.DisplayName, membership.Role, membership.CreatedUtc))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives somebody a role in a shop, or changes the one they have.</summary>
    /// <exception cref="LastMerchantException">The only merchant would stop being one.</exception>
    public Task PutAsync(int shopId, int userId, ShopRole role, CancellationToken cancellationToken) =>
        ChangeAsync(shopId, userId, role, cancellationToken);

    /// <exception cref="LastMerchantException">The only merchant would be removed.</exception>
    public Task RemoveAsync(int shopId, int userId, CancellationToken cancellationToken) =>
        ChangeAsync(shopId, userId, null, cancellationToken);

    private async Task ChangeAsync(int shopId, int userId, ShopRole? role, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var wasMerchant = await ApplyAsync(context, shopId, userId, role, cancellationToken).ConfigureAwait(false);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                if (wasMerchant)
                {
                    await GuardLastMerchantAsync(context, shopId, cancellationToken).ConfigureAwait(false);
                }
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Makes the change and says whether the person was a merchant before it.</summary>
    private async Task<bool> ApplyAsync(MerchantDbContext context, int shopId, int userId, ShopRole? role, CancellationToken cancellationToken)
    {
        var membership = await context.ShopMemberships
            .SingleOrDefaultAsync(m => m.ShopId == shopId && m.UserId == userId, cancellationToken).ConfigureAwait(false);
        var wasMerchant = membership?.Role == ShopRole.Merchant;
        switch (membership, role)
        {
            case (null, { } given):
                context.Add(new ShopMembership { ShopId = shopId, UserId = userId, Role = given, CreatedUtc = time.GetUtcNow().UtcDateTime });
                break;
            case ({ } present, { } given):
                present.Role = given;
                break;
            case ({ } present, null):
                context.Remove(present);
                break;
            default:
                break;
        }
        return wasMerchant;
    }

    // A shop that nobody may manage could never be repaired from within.
    private static async Task GuardLastMerchantAsync(MerchantDbContext context, int shopId, CancellationToken cancellationToken)
    {
        if (!await context.ShopMemberships.AnyAsync(m => m.ShopId == shopId && m.Role == ShopRole.Merchant, cancellationToken).ConfigureAwait(false))
        {
            throw new LastMerchantException(shopId);
        }
    }
}
