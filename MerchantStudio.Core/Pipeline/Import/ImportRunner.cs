using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Core.Pipeline.Goals;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Core.Storage.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Reads a batch's file: once to check it, once more to commit it.</summary>
internal sealed partial class ImportRunner(
    ImportBatchStore batches,
    IImportStore store,
    IImportReader reader,
    ShopRecords records,
    SnapshotStore snapshots,
    UploadFolder uploads,
    ICustomerKeyProtector customerKeys,
    ImportProgressHub hub,
    DataFolder dataFolder,
    IOptions<ImportOptions> options,
    TimeProvider clock,
    IEnumerable<ISnapshotFollower> followers,
    AuditLog audit,
    ILogger<ImportRunner> logger)
{
    private readonly SnapshotTurns _turns = new(clock);

    /// <summary>
    /// Until it is disposed, imports into the shop leave the snapshot as it is; whoever asks for that refreshes it after the
    /// last of them.
    /// </summary>
    public IDisposable HoldSnapshot(int shopId) => _turns.Begin(shopId);

    /// <summary>Reads the whole file and stores nothing of it.</summary>
    public async Task<ImportBatch> CheckAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var (pass, setAside, shop) = await BeginAsync(batch, cancellationToken).ConfigureAwait(false);
        using (setAside)
        {
            await foreach (var _ in pass.RowsAsync(await ReadAsync(batch, shop, cancellationToken).ConfigureAwait(false), dataFolder.Relative, cancellationToken)
                .ConfigureAwait(false))
            {
            }
        }

        batch.State = ImportBatchState.Checked;
        await batches.SaveAsync(batch, cancellationToken).ConfigureAwait(false);
        pass.Tell(always: true);
        return batch;
    }

    /// <summary>Commits the batch and brings the snapshot up to date. Ends the batch in the database whatever happens.</summary>
    /// <exception cref="OperationCanceledException">The import was cancelled; nothing was kept.</exception>
    public async Task<ImportBatch> CommitAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        using var turn = _turns.Begin(batch.ShopId);
        batch.State = ImportBatchState.Committing;
        var (pass, setAside, shop) = await BeginAsync(batch, cancellationToken).ConfigureAwait(false);
        // Not earlier: while another import writes, SQLite would let this stand still instead of showing that it waits.
        pass.OnTurn = token => batches.BeginAsync(batch.Id, token);
        try
        {
            using (setAside)
            {
                pass.Wait();
                var rows = pass.RowsAsync(await ReadAsync(batch, shop, cancellationToken).ConfigureAwait(false), dataFolder.Relative, cancellationToken);
                await store.CommitAsync(batch, rows, pass, cancellationToken).ConfigureAwait(false);
            }

            Log.Committed(logger, batch.Id, batch.ShopId, batch.RowsInserted, batch.RowsUpdated, batch.RowsUnchanged, batch.RowsSetAside);
        }
        catch (Exception exception)
        {
            await EndAsync(batch, exception, setAside.Path).ConfigureAwait(false);
            pass.Tell(always: true);
            throw;
        }

        await FinishAsync(batch, cancellationToken).ConfigureAwait(false);
        pass.Tell(always: true);
        return batch;
    }

    /// <summary>Builds the shop's snapshot now, so that the next page need not wait for it.</summary>
    public async Task RefreshAsync(int shopId, CancellationToken cancellationToken)
    {
        (await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false)).Dispose();
        foreach (var follower in followers)
        {
            await follower.FollowAsync(shopId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes into the shop's log that a batch was undone. That it has happened does not depend on it.</summary>
    public async Task NoteUndoneAsync(ImportBatch batch, string? name)
    {
        try
        {
            await audit.WriteAsync(new Actor(null, name, batch.ShopId), "import.undone", FormattableString.Invariant($"batch/{batch.Id}"), null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            Log.NotNoted(logger, batch.Id, exception);
        }
    }

    public ImportShop ShopOf(Shop shop) => new()
    {
        Currency = shop.Currency,
        TimeZoneId = shop.TimeZoneId,
        KeepPersonalData = shop.KeepsPersonalData,
        CustomerKeys = customerKeys,
    };

    public async Task<Shop> FindShopAsync(int shopId, CancellationToken cancellationToken) =>
        await records.FindShopAsync(shopId, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException($"There is no shop {shopId}.");

    /// <summary>The batch's uploaded file, with the file of its orders where it has one.</summary>
    /// <exception cref="ImportFileException">The upload is not there any more.</exception>
    public async Task<ImportSource> SourceOfAsync(int shopId, string? uploadId, string? ordersUploadId, CancellationToken cancellationToken)
    {
        var upload = uploadId is null ? null : await uploads.FindAsync(shopId, uploadId, cancellationToken).ConfigureAwait(false);
        if (upload is null)
        {
            throw new ImportFileException(new ImportProblem("UploadGone"));
        }

        var source = ImportSource.FromFile(uploads.DataPath(upload), upload.FileName);
        return ordersUploadId is null
            ? source
            : source with { Orders = await SourceOfAsync(shopId, ordersUploadId, null, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<(ImportPass Pass, SetAsideFile SetAside, Shop Shop)> BeginAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var shop = await FindShopAsync(batch.ShopId, cancellationToken).ConfigureAwait(false);
        var catalogue = await batches.CatalogueAsync(batch.ShopId, cancellationToken).ConfigureAwait(false);
        var path = SetAsidePath(batch.ShopId, batch.Id);
        File.Delete(path);
        var setAside = new SetAsideFile(path, batch.CorrectsBatchId ?? batch.Id, ImportPlans.PlanOf(batch.MappingJson).Columns);
        return (new ImportPass(batch, new QualityTally(shop.Currency, catalogue), setAside, hub, clock), setAside, shop);
    }

    private async Task<IAsyncEnumerable<ImportedChunk>> ReadAsync(ImportBatch batch, Shop shop, CancellationToken cancellationToken)
    {
        var source = await SourceOfAsync(batch.ShopId, batch.UploadId, batch.OrdersUploadId, cancellationToken).ConfigureAwait(false);
        var chunks = reader.ReadAsync(source, ImportPlans.PlanOf(batch.MappingJson), ShopOf(shop), cancellationToken);
        return batch is { CorrectsBatchId: { } first, Kind: ImportKind.Orders } ? KeepPlacesAsync(chunks, SetAsidePath(batch.ShopId, first), cancellationToken) : chunks;
    }

    // A line that takes any free place must not take the one that another row of the same file will come back to.
    private async IAsyncEnumerable<ImportedChunk> KeepPlacesAsync(
        IAsyncEnumerable<ImportedChunk> chunks, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = File.Exists(path) ? SetAsideReader.Places(path, options.Value) : [];
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return chunk with
            {
                Rows = [.. chunk.Rows.Select(row => row is OrderLineRow { AnyPlaceBut: not null } line && places.TryGetValue(LinePlace.Of(line.OrderKey, line.LineKey), out var taken)
                    ? line with { AnyPlaceBut = taken }
                    : row)],
            };
        }
    }

    private string SetAsidePath(int shopId, long batchId) => Path.Combine(
        dataFolder.Folder("set-aside", shopId.ToString(CultureInfo.InvariantCulture)), batchId.ToString(CultureInfo.InvariantCulture) + ".csv");

    private async Task FinishAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        // The file holds what pseudonymisation took out of the record.
        foreach (var id in new[] { batch.UploadId, batch.OrdersUploadId }.OfType<string>())
        {
            if (await uploads.FindAsync(batch.ShopId, id, cancellationToken).ConfigureAwait(false) is { } upload)
            {
                uploads.Delete(upload);
            }
        }

        if (!await _turns.IsLastAsync(batch.ShopId, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await RefreshAsync(batch.ShopId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or DbException)
        {
            // The batch is part of the record whatever becomes of its read model, which the next reader builds.
            Log.NotRefreshed(logger, batch.ShopId, exception);
        }
    }

    private async Task EndAsync(ImportBatch batch, Exception exception, string setAsidePath)
    {
        File.Delete(setAsidePath);
        var wasCancelled = exception is OperationCanceledException;
        batch.State = wasCancelled ? ImportBatchState.Cancelled : ImportBatchState.Failed;
        batch.Error = wasCancelled ? null : ImportFailure.Describe(exception);
        await batches.EndAsync(batch.Id, batch.State, batch.Error, CancellationToken.None).ConfigureAwait(false);
        if (!wasCancelled)
        {
            Log.Failed(logger, batch.Id, batch.ShopId, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4001, Level = LogLevel.Information,
            Message = "Committed batch {BatchId} of shop {ShopId}: {Inserted} inserted, {Updated} updated, {Unchanged} unchanged, {SetAside} set aside")]
        public static partial void Committed(ILogger logger, long batchId, int shopId, long inserted, long updated, long unchanged, long setAside);

        [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "The snapshot of shop {ShopId} could not be built after an import")]
        public static partial void NotRefreshed(ILogger logger, int shopId, Exception exception);

        [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "That batch {BatchId} was undone could not be written into the shop's log")]
        public static partial void NotNoted(ILogger logger, long batchId, Exception exception);

        [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Batch {BatchId} of shop {ShopId} was not committed")]
        public static partial void Failed(ILogger logger, long batchId, int shopId, Exception exception);
    }
}
