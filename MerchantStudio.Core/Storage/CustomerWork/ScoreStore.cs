using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>Keeps scorings of customers, one set after the other; the only writer of both tables.</summary>
public sealed class ScoreStore(IDbContextFactory<MerchantDbContext> contexts, IStorageEngine engine)
{
    /// <summary>Newest sets that keep each customer's reasons; older ones keep the figures alone.</summary>
    private const int SetsWithDetails = 2;

    /// <summary>
    /// Writes a set and its scores in one transaction, and thins out what is older (<see cref="ScoreRetention"/>). Until
    /// it commits, readers see the set before.
    /// </summary>
    /// <returns>The set's id; the scores' own set ids are not looked at.</returns>
    public async Task<long> AddAsync(ScoreSet set, IEnumerable<CustomerScore> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);

        // Both tables' indices are filled from left to right, which is several times faster.
        var sorted = scores.OrderBy(score => score.CustomerKey, StringComparer.Ordinal).ToArray();
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                context.ScoreSets.Add(set);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                engine.InsertScores(context.Database.GetDbConnection(), transaction.GetDbTransaction(), set.Id, sorted, cancellationToken);
                await ThinAsync(context, set.ShopId, set.Kind, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return set.Id;
            }
        }
    }

    /// <summary>The newest set of a kind; null when nothing was scored yet.</summary>
    public async Task<ScoreSet?> LatestAsync(int shopId, string kind, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.ScoreSets.AsNoTracking().Where(set => set.ShopId == shopId && set.Kind == kind)
                .OrderByDescending(set => set.AsOfUtc).ThenByDescending(set => set.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The scores of a set, the highest first.</summary>
    public async Task<IReadOnlyList<CustomerScore>> ScoresAsync(long setId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.CustomerScores.AsNoTracking().Where(score => score.ScoreSetId == setId)
                .OrderByDescending(score => score.Value).ThenBy(score => score.CustomerKey).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The scores of a set one after the other, in no order; a set of a million is never held whole.</summary>
    public async IAsyncEnumerable<CustomerScore> ReadAsync(long setId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await foreach (var score in context.CustomerScores.AsNoTracking().Where(score => score.ScoreSetId == setId)
                .AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return score;
            }
        }
    }

    /// <summary>One customer's score of a set; null when the set does not have the customer.</summary>
    public async Task<CustomerScore?> ScoreOfAsync(long setId, string customerKey, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.CustomerScores.AsNoTracking()
                .SingleOrDefaultAsync(score => score.ScoreSetId == setId && score.CustomerKey == customerKey, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One customer's scores of a kind over time, the oldest first.</summary>
    public async Task<IReadOnlyList<ScoreAt>> HistoryAsync(int shopId, string kind, string customerKey, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.ScoreSets.AsNoTracking().Where(set => set.ShopId == shopId && set.Kind == kind)
                .Join(context.CustomerScores.Where(score => score.CustomerKey == customerKey), set => set.Id, score => score.ScoreSetId,
                    (set, score) => new { set.AsOfUtc, set.Id, set.HorizonDays, score.Value })
                .OrderBy(row => row.AsOfUtc).ThenBy(row => row.Id)
                .Select(row => new ScoreAt(row.AsOfUtc, row.HorizonDays, row.Value)).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ThinAsync(MerchantDbContext context, int shopId, string kind, CancellationToken cancellationToken)
    {
        var sets = await context.ScoreSets.AsNoTracking().Where(set => set.ShopId == shopId && set.Kind == kind)
            .OrderByDescending(set => set.AsOfUtc).ThenByDescending(set => set.Id).Select(set => new { set.Id, set.AsOfUtc })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var expired = ScoreRetention.Expired(sets.Select(set => (set.Id, set.AsOfUtc)));
        await context.ScoreSets.Where(set => expired.Contains(set.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        var older = sets.Select(set => set.Id).Except(expired).Skip(SetsWithDetails).ToArray();
        await context.CustomerScores.Where(score => older.Contains(score.ScoreSetId) && score.DetailsJson != null)
            .ExecuteUpdateAsync(update => update.SetProperty(score => score.DetailsJson, (string?)null), cancellationToken).ConfigureAwait(false);
    }
}
