using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>An action and how many are on its list.</summary>
public sealed record CountedAction(CustomerAction Action, int Treated, int HeldOut);

/// <summary>Keeps actions and their lists; the only writer of both tables.</summary>
public sealed class ActionStore(IDbContextFactory<MerchantDbContext> contexts)
{
    private const int RowsPerSave = 2_000;

    /// <summary>Writes an action and its list in one transaction. The members' action id is filled in.</summary>
    /// <returns>The action's id.</returns>
    public async Task<int> AddAsync(CustomerAction action, IEnumerable<CustomerActionMember> members, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                context.CustomerActions.Add(action);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                var id = action.Id;
                foreach (var chunk in members.Chunk(RowsPerSave))
                {
                    context.ChangeTracker.Clear();
                    context.CustomerActionMembers.AddRange(chunk.Select(member => member with { ActionId = id }));
                    await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return id;
            }
        }
    }

    /// <summary>A shop's actions, the newest first.</summary>
    public async Task<IReadOnlyList<CountedAction>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var actions = await context.CustomerActions.AsNoTracking().Where(action => action.ShopId == shopId)
                .OrderByDescending(action => action.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            var counts = await context.CustomerActionMembers
                .Where(member => context.CustomerActions.Any(action => action.ShopId == shopId && action.Id == member.ActionId))
                .GroupBy(member => new { member.ActionId, member.IsHoldout })
                .Select(group => new { group.Key.ActionId, group.Key.IsHoldout, Count = group.Count() })
                .ToDictionaryAsync(group => (group.ActionId, group.IsHoldout), group => group.Count, cancellationToken).ConfigureAwait(false);
            return [.. actions.Select(action => new CountedAction(action, counts.GetValueOrDefault((action.Id, false)), counts.GetValueOrDefault((action.Id, true))))];
        }
    }

    /// <summary>Null when the shop has no such action.</summary>
    public async Task<CustomerAction?> FindAsync(int shopId, int actionId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.CustomerActions.AsNoTracking()
                .SingleOrDefaultAsync(action => action.ShopId == shopId && action.Id == actionId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everybody on an action's list, the highest score first.</summary>
    public async Task<IReadOnlyList<CustomerActionMember>> MembersAsync(int shopId, int actionId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.CustomerActionMembers.AsNoTracking()
                .Where(member => member.ActionId == actionId && context.CustomerActions.Any(action => action.ShopId == shopId && action.Id == actionId))
                .OrderByDescending(member => member.Score).ThenBy(member => member.CustomerKey).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>False when the shop has no such action.</summary>
    public Task<bool> ChangeAsync(int shopId, int actionId, ActionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(shopId, actionId, action =>
        {
            (action.Name, action.Owner) = (change.Name, change.Owner);
            (action.Deadline, action.Note) = (change.Deadline, change.Note);
        }, cancellationToken);
    }

    /// <summary>Marks an action as sent, or as not sent after all. False when the shop has no such action.</summary>
    public Task<bool> StartAsync(int shopId, int actionId, DateTime? startedUtc, CancellationToken cancellationToken) =>
        WriteAsync(shopId, actionId, action => action.StartedUtc = startedUtc, cancellationToken);

    /// <summary>Removes an action and its list. False when the shop has no such action.</summary>
    public async Task<bool> RemoveAsync(int shopId, int actionId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.CustomerActions.Where(action => action.ShopId == shopId && action.Id == actionId)
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1;
        }
    }

    private async Task<bool> WriteAsync(int shopId, int actionId, Action<CustomerAction> write, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await context.CustomerActions.SingleOrDefaultAsync(action => action.ShopId == shopId && action.Id == actionId, cancellationToken).ConfigureAwait(false)
                is not { } found)
            {
                return false;
            }

            write(found);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }
}
