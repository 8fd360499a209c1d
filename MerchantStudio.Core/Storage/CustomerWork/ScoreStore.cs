using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>Keeps scorings of customers, one set after the other; the only writer of both tables.</summary>
public sealed class ScoreStore(IDbContextFactory<MerchantDbContext> contexts)
{
    private const int RowsPerSave = 2_000;

    /// <summary>Writes a set and its scores in one transaction. The scores' set id is filled in.</summary>
    /// <returns>The set's id.</returns>
    public async Task<long> AddAsync(ScoreSet set, IEnumerable<CustomerScore> scores, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                context.ScoreSets.Add(set);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                var id = set.Id;
                foreach (var chunk in scores.Chunk(RowsPerSave))
                {
                    context.ChangeTracker.Clear();
                    context.CustomerScores.AddRange(chunk.Select(score => score with { ScoreSetId = id }));
                    await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return id;
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

    /// <summary>One customer's scores of a kind over time, the oldest first.</summary>
    public async Task<IReadOnlyList<(DateTime AsOfUtc, CustomerScore Score)>> HistoryAsync(
        int shopId, string kind, string customerKey, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.ScoreSets.AsNoTracking().Where(set => set.ShopId == shopId && set.Kind == kind)
                .Join(context.CustomerScores.Where(score => score.CustomerKey == customerKey), set => set.Id, score => score.ScoreSetId, (set, score) => new { set.AsOfUtc, score })
                .OrderBy(row => row.AsOfUtc).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => (row.AsOfUtc, row.score))];
        }
    }
}
