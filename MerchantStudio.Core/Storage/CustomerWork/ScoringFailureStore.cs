using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>Keeps which of a shop's scorings failed last; the only writer of that table.</summary>
public sealed class ScoringFailureStore(IDbContextFactory<MerchantDbContext> contexts)
{
    /// <summary>Those of a shop, by kind; none when every scoring went well.</summary>
    public async Task<IReadOnlyList<ScoringFailure>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.ScoringFailures.AsNoTracking().Where(failure => failure.ShopId == shopId)
                .OrderBy(failure => failure.Kind).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the place of what failed before in the same kind.</summary>
    public async Task ReportAsync(ScoringFailure failure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var isKnown = await context.ScoringFailures.AnyAsync(f => f.ShopId == failure.ShopId && f.Kind == failure.Kind, cancellationToken).ConfigureAwait(false);
            context.Entry(failure).State = isKnown ? EntityState.Modified : EntityState.Added;
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task ClearAsync(int shopId, string kind, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await context.ScoringFailures.Where(failure => failure.ShopId == shopId && failure.Kind == kind)
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
