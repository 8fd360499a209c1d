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
                var names = await context.Users.Where(user => user.Id == userId).Select(user => new { user.UserName, user.DisplayName }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
                await context.Users.Where(user => user.Id == userId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                await GuardAsync(context, theirs, cancellationToken).ConfigureAwait(false);
                await context.CustomerNotes.Where(note => note.CreatedByUserId == userId).ExecuteUpdateAsync(
                    set => set.SetProperty(note => note.CreatedBy, (string?)null).SetProperty(note => note.CreatedByUserId, (int?)null), cancellationToken).ConfigureAwait(false);
                await context.AuditEntries.Where(entry => entry.UserId == userId)
                    .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.UserName, (string?)null), cancellationToken).ConfigureAwait(false);
                if (names?.UserName is { } name)
                {
                    await ForgetAsync(context, name, names.DisplayName, cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // What is kept by name only: lists, saved views and work of shops, each stays and belongs to nobody.
    private static async Task ForgetAsync(MerchantDbContext context, string name, string? displayName, CancellationToken cancellationToken)
    {
        await context.SavedSegments.Where(segment => segment.CreatedBy == name).ExecuteUpdateAsync(set => set.SetProperty(segment => segment.CreatedBy, (string?)null), cancellationToken).ConfigureAwait(false);
        await context.CustomerActions.Where(action => action.CreatedBy == name).ExecuteUpdateAsync(set => set.SetProperty(action => action.CreatedBy, (string?)null), cancellationToken).ConfigureAwait(false);
        await context.CustomerActions.Where(action => action.Owner == name || (displayName != null && action.Owner == displayName))
            .ExecuteUpdateAsync(set => set.SetProperty(action => action.Owner, (string?)null), cancellationToken).ConfigureAwait(false);
        await context.SavedFunnels.Where(funnel => funnel.CreatedBy == name).ExecuteUpdateAsync(set => set.SetProperty(funnel => funnel.CreatedBy, (string?)null), cancellationToken).ConfigureAwait(false);
        await context.ConversionGoals.Where(goal => goal.CreatedBy == name).ExecuteUpdateAsync(set => set.SetProperty(goal => goal.CreatedBy, (string?)null), cancellationToken).ConfigureAwait(false);
        await context.Schedules.Where(schedule => schedule.CreatedBy == name).ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.CreatedBy, (string?)null), cancellationToken).ConfigureAwait(false);
        await context.ImportBatches.Where(batch => batch.CreatedBy == name).ExecuteUpdateAsync(set => set.SetProperty(batch => batch.CreatedBy, (string?)null), cancellationToken).ConfigureAwait(false);
        // What runs by itself writes down the name of who began it, without the account.
        await context.AuditEntries.Where(entry => entry.UserName == name).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.UserName, (string?)null), cancellationToken).ConfigureAwait(false);
        await context.TrainingRuns.Where(run => run.StartedBy == name).ExecuteUpdateAsync(set => set.SetProperty(run => run.StartedBy, (string?)null), cancellationToken).ConfigureAwait(false);
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
