using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Engines;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Batches before and beside their commit, and the mappings that people approved.</summary>
public sealed class ImportBatchStore
{
    // Longer than a small import holds the database, and nothing beside a large one.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);

    private readonly IDbContextFactory<MerchantDbContext> _contexts;
    private readonly IStorageEngine _engine;
    private readonly ShopLocks _locks;
    private readonly TimeProvider _clock;

    internal ImportBatchStore(IDbContextFactory<MerchantDbContext> contexts, IStorageEngine engine, ShopLocks locks, TimeProvider clock) =>
        (_contexts, _engine, _locks, _clock) = (contexts, engine, locks, clock);

    /// <summary>Newest first.</summary>
    public Task<List<ImportBatch>> ListAsync(int shopId, int skip, int take, CancellationToken cancellationToken) => InContextAsync(
        context => context.ImportBatches.AsNoTracking().Where(batch => batch.ShopId == shopId)
            .OrderByDescending(batch => batch.Id).Skip(skip).Take(take).ToListAsync(cancellationToken),
        cancellationToken);

    public Task<int> CountAsync(int shopId, CancellationToken cancellationToken) => InContextAsync(
        context => context.ImportBatches.CountAsync(batch => batch.ShopId == shopId, cancellationToken), cancellationToken);

    public Task<bool> AnyCommittedAsync(int shopId, CancellationToken cancellationToken) => InContextAsync(
        context => context.ImportBatches.AnyAsync(batch => batch.ShopId == shopId && batch.State == ImportBatchState.Committed, cancellationToken),
        cancellationToken);

    public Task<ImportBatch?> FindAsync(int shopId, long batchId, CancellationToken cancellationToken) => InContextAsync(
        context => context.ImportBatches.AsNoTracking()
            .SingleOrDefaultAsync(batch => batch.ShopId == shopId && batch.Id == batchId, cancellationToken),
        cancellationToken);

    /// <summary>The committed batch of the same file, if the shop has one.</summary>
    public Task<ImportBatch?> FindCommittedFileAsync(int shopId, string sha256, CancellationToken cancellationToken) => InContextAsync(
        context => context.ImportBatches.AsNoTracking()
            .Where(batch => batch.ShopId == shopId && batch.FileSha256 == sha256 && batch.State == ImportBatchState.Committed)
            .OrderByDescending(batch => batch.Id).FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public async Task<ImportBatch> AddAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        using var turn = await _locks.BrieflyAsync(s_patience, cancellationToken).ConfigureAwait(false);
        return await LazilyAsync(
            async context =>
            {
                context.ImportBatches.Add(batch);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return batch;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Saves a batch that is not committed.</summary>
    public async Task SaveAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        using var turn = await _locks.BrieflyAsync(s_patience, cancellationToken).ConfigureAwait(false);
        _ = await LazilyAsync(
            async context =>
            {
                context.ImportBatches.Update(batch);
                return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that a batch's commit has begun. To be called in its turn, which it does not wait for.</summary>
    public Task BeginAsync(long batchId, CancellationToken cancellationToken) => LazilyAsync(
        context => RunAsync(
            context,
            """UPDATE "ImportBatches" SET "State" = @begun WHERE "Id" = @id AND "State" <> @committed""",
            [("begun", (short)ImportBatchState.Committing), ("id", batchId), ("committed", (short)ImportBatchState.Committed)],
            cancellationToken),
        cancellationToken);

    /// <summary>
    /// Ends a batch without a commit. A batch that was committed meanwhile stays so. Waits for an import that writes,
    /// however long that takes: the database itself would give up after a while.
    /// </summary>
    public async Task EndAsync(long batchId, ImportBatchState state, string? error, CancellationToken cancellationToken)
    {
        using var turn = await _locks.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        _ = await InContextAsync(
            context => context.ImportBatches.Where(batch => batch.Id == batchId && batch.State != ImportBatchState.Committed)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(batch => batch.State, state).SetProperty(batch => batch.Error, error)
                        .SetProperty(batch => batch.FinishedUtc, _clock.GetUtcNow().UtcDateTime),
                    cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Marks the batches whose commit ended with the process.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> MarkInterruptedAsync(CancellationToken cancellationToken) => InContextAsync(
        context => context.ImportBatches.Where(batch => batch.State == ImportBatchState.Committing)
            .ExecuteUpdateAsync(
                set => set.SetProperty(batch => batch.State, ImportBatchState.Failed).SetProperty(batch => batch.Error, "Interrupted"), cancellationToken),
        cancellationToken);

    /// <summary>The mapping that somebody approved for files with this header; null when nobody has.</summary>
    public Task<string?> FindMappingAsync(int shopId, string fingerprint, CancellationToken cancellationToken) => InContextAsync(
        context => context.SavedMappings.Where(mapping => mapping.ShopId == shopId && mapping.Fingerprint == fingerprint)
            .Select(mapping => mapping.MappingJson).SingleOrDefaultAsync(cancellationToken),
        cancellationToken);

    public Task RememberMappingAsync(int shopId, string fingerprint, string mappingJson, CancellationToken cancellationToken) => InContextAsync(
        async context =>
        {
            var now = _clock.GetUtcNow().UtcDateTime;
            var saved = await context.SavedMappings.SingleOrDefaultAsync(
                mapping => mapping.ShopId == shopId && mapping.Fingerprint == fingerprint, cancellationToken).ConfigureAwait(false);
            if (saved is null)
            {
                context.SavedMappings.Add(new SavedMapping { ShopId = shopId, Fingerprint = fingerprint, MappingJson = mappingJson, UpdatedUtc = now });
            }
            else
            {
                (saved.MappingJson, saved.UpdatedUtc) = (mappingJson, now);
            }

            return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Keys of the products that a catalogue of the shop names; null when it has none.</summary>
    public Task<HashSet<string>?> CatalogueAsync(int shopId, CancellationToken cancellationToken) => InContextAsync(
        async context =>
        {
            var keys = await context.Products.Where(product => product.ShopId == shopId && product.InCatalog)
                .Select(product => product.Key).ToListAsync(cancellationToken).ConfigureAwait(false);
            return keys.Count == 0 ? null : new HashSet<string>(keys, StringComparer.Ordinal);
        },
        cancellationToken);

    // Nobody is told that a batch is safe before its commit, which waits for the disk, with all that was written before it.
    private Task<T> LazilyAsync<T>(Func<MerchantDbContext, Task<T>> work, CancellationToken cancellationToken) => InContextAsync(
        async context =>
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            _ = await RunAsync(context, _engine.CommitModes.Lazy, [], cancellationToken).ConfigureAwait(false);
            try
            {
                return await work(context).ConfigureAwait(false);
            }
            finally
            {
                _ = await RunAsync(context, _engine.CommitModes.Strict, [], CancellationToken.None).ConfigureAwait(false);
            }
        },
        cancellationToken);

    // Past the model: these run for every file of a row.
    private static async Task<int> RunAsync(
        MerchantDbContext context, string sql, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> InContextAsync<T>(Func<MerchantDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        var context = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await work(context).ConfigureAwait(false);
        }
    }
}
