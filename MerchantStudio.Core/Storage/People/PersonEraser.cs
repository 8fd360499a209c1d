using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.People;

/// <summary>Takes a person out of the record: the account goes, and what it did stays without its name.</summary>
public sealed class PersonEraser(IDbContextFactory<MerchantDbContext> contexts)
{
    /// <exception cref="LastMerchantException">The person is the only merchant of a shop; nothing is changed then.</exception>
    public async Task EraseAsync(int userId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var theirs = await context.ShopMemberships.Where(m => m.UserId == userId && m.Role == Domain.ShopRole.Merchant)
                    .Select(m => m.ShopId).ToListAsync(cancellationToken).ConfigureAwait(false);
                await context.Users.Where(user => user.Id == userId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                await GuardAsync(context, theirs, cancellationToken).ConfigureAwait(false);
                await context.CustomerNotes.Where(note => note.CreatedByUserId == userId).ExecuteUpdateAsync(
                    set => set.SetProperty(note => note.CreatedBy, (string?)null).SetProperty(note => note.CreatedByUserId, (int?)null), cancellationToken).ConfigureAwait(false);
                await context.AuditEntries.Where(entry => entry.UserId == userId)
                    .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.UserName, (string?)null), cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Memberships go with the account; what is left must still have somebody to look after each shop.
    private static async Task GuardAsync(MerchantDbContext context, List<int> shops, CancellationToken cancellationToken)
    {
        foreach (var shopId in shops)
        {
            if (!await context.ShopMemberships.AnyAsync(m => m.ShopId == shopId && m.Role == Domain.ShopRole.Merchant, cancellationToken).ConfigureAwait(false))
            {
                throw new LastMerchantException(shopId);
            }
        }
    }
}
