using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Engines;
using MerchantStudio.Core.Storage.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Storage.Import;

internal sealed class ImportStore : IImportStore, IDisposable
{
    private readonly IStorageEngine _engine;
    private readonly string _connectionString;
    private readonly TimeSpan _patience;
    private readonly IDbContextFactory<MerchantDbContext> _contexts;
    private readonly EventSegments _segments;
    private readonly PersonalData _personalData;
    private readonly TimeProvider _clock;
    private readonly ShopLocks _locks;
    private readonly KnownRecordsShelf _known;
    private readonly DiskBarrier _disk;
    private int _readsFarAhead;

    public ImportStore(
        IStorageEngine engine,
        IOptions<StorageOptions> options,
        DataFolder dataFolder,
        IDbContextFactory<MerchantDbContext> contexts,
        EventSegments segments,
        PersonalData personalData,
        ShopLocks locks,
        TimeProvider clock)
    {
        (_engine, _contexts, _segments, _personalData, _locks, _clock) = (engine, contexts, segments, personalData, locks, clock);
        _connectionString = engine.BuildConnectionString(options.Value, dataFolder);
        _patience = TimeSpan.FromSeconds(options.Value.BusyTimeoutSeconds);
        _known = new KnownRecordsShelf(clock);
        _disk = new DiskBarrier(() => _engine.FlushToDisk(_connectionString));
    }

    public async Task<ImportCounts> CommitAsync(
        ImportBatch batch, IAsyncEnumerable<IReadOnlyList<ImportedRow>> rows, ICommitFollower? follower, CancellationToken cancellationToken)
    {
        using var next = await _locks.NextAsync(batch.ShopId, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var chunks = new ReadAhead();
        // Reading and writing take about the same time each; side by side they take half.
        var reading = Task.Run(() => chunks.FillAsync(rows, stop.Token), CancellationToken.None);
        try
        {
            var counts = await CommitInTurnAsync(batch, chunks, follower, next, cancellationToken).ConfigureAwait(false);
            await _disk.WaitAsync().ConfigureAwait(false);
            return counts;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    public async Task<UndoResult> UndoAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        using var shop = await _locks.ShopAsync(shopId, cancellationToken).ConfigureAwait(false);
        var batch = await FindCommittedAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        return batch.Kind == ImportKind.Events
            ? await UndoEventsAsync(batch, cancellationToken).ConfigureAwait(false)
            : await UndoAsync(shopId, batchId, session => new BatchUndo(session, shopId, batchId).Run(), cancellationToken).ConfigureAwait(false);
    }

    public async Task<UndoResult> PreviewUndoAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        var batch = await FindCommittedAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        if (batch.Kind == ImportKind.Events)
        {
            return new UndoResult(batch.RowsInserted, 0, 0);
        }

        using var database = await _locks.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        // Done and not committed: the only preview that cannot differ from the deed.
        using var session = _engine.BeginBulk(_connectionString, shopId);
        return new BatchUndo(session, shopId, batchId).Run();
    }

    public async Task<bool> SetIsProductAsync(int shopId, string productKey, bool? isProduct, CancellationToken cancellationToken)
    {
        using var shop = await _locks.ShopAsync(shopId, cancellationToken).ConfigureAwait(false);
        using var database = await _locks.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        using var session = _engine.BeginBulk(_connectionString, shopId);
        var word = isProduct switch { true => "TRUE", false => "FALSE", _ => "NULL" };
        var changed = session.Execute(
            $"""
            UPDATE "Products" SET "IsProductOverride" = {word}
            WHERE "ShopId" = @shop AND "Key" = @key AND "IsProductOverride" IS DISTINCT FROM {word}
            """,
            ("shop", shopId), ("key", productKey)) == 1;
        if (changed)
        {
            _ = BatchLedger.RaiseVersion(session, shopId);
            session.Commit();
        }

        return changed;
    }

    public void Dispose() => _known.Dispose();

    private async Task<ImportCounts> CommitInTurnAsync(
        ImportBatch batch, ReadAhead chunks, ICommitFollower? follower, IDisposable next, CancellationToken cancellationToken)
    {
        using var shop = await _locks.ShopAsync(batch.ShopId, cancellationToken).ConfigureAwait(false);
        next.Dispose();
        using var database = await DatabaseAsync(chunks, cancellationToken).ConfigureAwait(false);
        if (follower is not null)
        {
            await follower.BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        if (batch.Kind != ImportKind.Events)
        {
            return await CommitRecordsAsync(batch, chunks, follower, cancellationToken).ConfigureAwait(false);
        }

        // Events go into a file of their own; the database is needed once more when that is whole.
        database?.Dispose();
        return await CommitEventsAsync(batch, chunks, follower, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IDisposable?> DatabaseAsync(ReadAhead chunks, CancellationToken cancellationToken)
    {
        var turn = _locks.DatabaseAsync(cancellationToken);
        // One import at a time: what is read ahead stays in memory.
        if (!turn.IsCompleted && Interlocked.CompareExchange(ref _readsFarAhead, 1, 0) == 0)
        {
            try
            {
                chunks.Lengthen();
                return await turn.ConfigureAwait(false);
            }
            finally
            {
                Volatile.Write(ref _readsFarAhead, 0);
            }
        }

        return await turn.ConfigureAwait(false);
    }

    private async Task<UndoResult> UndoEventsAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        using var events = await _segments.LockAsync(batch.ShopId, _patience, _clock, cancellationToken).ConfigureAwait(false);
        var result = await UndoAsync(
            batch.ShopId, batch.Id, _ => new UndoResult(batch.RowsInserted, 0, 0), cancellationToken).ConfigureAwait(false);
        // Should the process end here, the next import of events removes the file.
        File.Delete(_segments.PathOf(batch.ShopId, batch.Id));
        return result;
    }

    private async Task<UndoResult> UndoAsync(
        int shopId, long batchId, Func<IBulkSession, UndoResult> undo, CancellationToken cancellationToken)
    {
        using var database = await _locks.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        using var session = _engine.BeginBulk(_connectionString, shopId);
        var result = undo(session);
        BatchLedger.Undo(session, shopId, batchId, _clock.GetUtcNow().UtcDateTime);
        session.Commit();
        return result;
    }

    private async Task<ImportCounts> CommitRecordsAsync(
        ImportBatch batch, ReadAhead chunks, IProgress<ImportCounts>? progress, CancellationToken cancellationToken)
    {
        using var session = _engine.BeginBulk(_connectionString, batch.ShopId, isLazy: true);
        var known = _known.Take(batch.ShopId, BatchLedger.Version(session, batch.ShopId));
        var merger = new RecordMerger(session, known, batch, _personalData);
        var tally = new OutcomeTally();
        await foreach (var chunk in chunks.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            merger.Merge(chunk, tally);
            progress?.Report(tally.Counts);
        }

        merger.Flush();
        cancellationToken.ThrowIfCancellationRequested();
        BatchLedger.Commit(session, batch, tally.Counts, _clock.GetUtcNow().UtcDateTime);
        session.Commit();
        _known.Keep(batch.ShopId, known, batch.CommittedVersion!.Value);
        return tally.Counts;
    }

    private async Task<ImportCounts> CommitEventsAsync(
        ImportBatch batch, ReadAhead chunks, IProgress<ImportCounts>? progress, CancellationToken cancellationToken)
    {
        using var events = await _segments.LockAsync(batch.ShopId, _patience, _clock, cancellationToken).ConfigureAwait(false);
        var committed = await CommittedEventBatchesAsync(batch.ShopId, cancellationToken).ConfigureAwait(false);
        _segments.RemoveLeftOvers(batch.ShopId, committed);
        var temporary = _segments.TemporaryPath(batch.ShopId);
        var final = _segments.PathOf(batch.ShopId, batch.Id);
        try
        {
            using var known = _segments.KnownKeys(batch.ShopId, committed);
            var counts = await WriteSegmentAsync(temporary, known, chunks, progress, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, final);
            using var database = await _locks.DatabaseAsync(cancellationToken).ConfigureAwait(false);
            using var session = _engine.BeginBulk(_connectionString, batch.ShopId);
            BatchLedger.Commit(session, batch, counts, _clock.GetUtcNow().UtcDateTime);
            session.Commit();
            return counts;
        }
        catch
        {
            File.Delete(temporary);
            File.Delete(final);
            throw;
        }
    }

    private static async Task<ImportCounts> WriteSegmentAsync(
        string path, EventKeySet known, ReadAhead chunks, IProgress<ImportCounts>? progress, CancellationToken cancellationToken)
    {
        using var writer = new EventSegmentWriter(path, known);
        var tally = new OutcomeTally();
        await foreach (var chunk in chunks.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var events = EventBlock.Of(chunk);
            writer.Add(events, tally);
            events.Release();
            progress?.Report(tally.Counts);
        }

        writer.Complete();
        return tally.Counts;
    }

    private async Task<HashSet<long>> CommittedEventBatchesAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.ImportBatches
                .Where(batch => batch.ShopId == shopId && batch.Kind == ImportKind.Events && batch.State == ImportBatchState.Committed)
                .Select(batch => batch.Id)
                .ToHashSetAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ImportBatch> FindCommittedAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        var context = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var batch = await context.ImportBatches.AsNoTracking()
                .SingleOrDefaultAsync(b => b.ShopId == shopId && b.Id == batchId, cancellationToken).ConfigureAwait(false);
            return batch is { State: ImportBatchState.Committed }
                ? batch
                : throw new InvalidOperationException($"Batch {batchId} of shop {shopId} is {batch?.State.ToString() ?? "not there"}, not committed.");
        }
    }
}
