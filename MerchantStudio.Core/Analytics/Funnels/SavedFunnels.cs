using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Why a saved funnel could not be kept.</summary>
public enum SavedFunnelProblem
{
    None,
    NameMissing,
    NameTooLong,
    NameTaken,
    DefinitionTooLong,
    NotThere,
}

/// <summary>A shop's named funnels; the only writer of their table.</summary>
public sealed class SavedFunnels(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    /// <summary>The shop's funnels by name.</summary>
    public async Task<IReadOnlyList<SavedFunnel>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.SavedFunnels.AsNoTracking().Where(funnel => funnel.ShopId == shopId)
                .OrderBy(funnel => funnel.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps a funnel under a new name, or under the name that it has with another definition.</summary>
    public async Task<SavedFunnelProblem> SaveAsync(int shopId, string name, string definition, string? by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (Problem(name) is not SavedFunnelProblem.None and var problem)
        {
            return problem;
        }
        if (definition.Length > SavedFunnel.DefinitionMaxLength)
        {
            return SavedFunnelProblem.DefinitionTooLong;
        }
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var (trimmed, now) = (name.Trim(), time.GetUtcNow().UtcDateTime);
            var kept = await context.SavedFunnels.SingleOrDefaultAsync(funnel => funnel.ShopId == shopId && funnel.Name == trimmed, cancellationToken).ConfigureAwait(false);
            if (kept is null)
            {
                context.SavedFunnels.Add(new SavedFunnel { ShopId = shopId, Name = trimmed, Definition = definition, CreatedUtc = now, CreatedBy = by });
            }
            else
            {
                (kept.Definition, kept.ChangedUtc) = (definition, now);
            }
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return SavedFunnelProblem.None;
        }
    }

    public async Task<SavedFunnelProblem> RenameAsync(int shopId, int id, string name, CancellationToken cancellationToken)
    {
        if (Problem(name) is not SavedFunnelProblem.None and var problem)
        {
            return problem;
        }
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var trimmed = name.Trim();
            if (await context.SavedFunnels.AnyAsync(funnel => funnel.ShopId == shopId && funnel.Name == trimmed && funnel.Id != id, cancellationToken).ConfigureAwait(false))
            {
                return SavedFunnelProblem.NameTaken;
            }
            var now = time.GetUtcNow().UtcDateTime;
            var changed = await context.SavedFunnels.Where(funnel => funnel.ShopId == shopId && funnel.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(funnel => funnel.Name, trimmed).SetProperty(funnel => funnel.ChangedUtc, now), cancellationToken)
                .ConfigureAwait(false);
            return changed == 1 ? SavedFunnelProblem.None : SavedFunnelProblem.NotThere;
        }
    }

    public async Task DeleteAsync(int shopId, int id, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            _ = await context.SavedFunnels.Where(funnel => funnel.ShopId == shopId && funnel.Id == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static SavedFunnelProblem Problem(string name) => name?.Trim().Length switch
    {
        null or 0 => SavedFunnelProblem.NameMissing,
        > SavedFunnel.NameMaxLength => SavedFunnelProblem.NameTooLong,
        _ => SavedFunnelProblem.None,
    };
}
