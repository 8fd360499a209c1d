using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>What became of a file that was looked at.</summary>
/// <param name="Batch">Null when the file cannot be read; then <see cref="ImportInspection.Problem"/> says why.</param>
/// <param name="Inspection">What was recognised.</param>
/// <param name="SameFileAs">A committed batch of the very same bytes; importing it again changes nothing.</param>
public sealed record ReceivedFile(ImportBatch? Batch, ImportInspection Inspection, ImportBatch? SameFileAs);

/// <summary>
/// The way of a file into the record: received (recognised), checked (read to the end, nothing stored), committed, undone.
/// </summary>
public sealed class ImportService
{
    private readonly ImportBatchStore _batches;
    private readonly IImportStore _store;
    private readonly IImportInspector _inspector;
    private readonly UploadFolder _uploads;
    private readonly DataFolder _dataFolder;
    private readonly TimeProvider _clock;
    private readonly ImportRunner _runner;

    internal ImportService(
        ImportBatchStore batches,
        IImportStore store,
        IImportInspector inspector,
        UploadFolder uploads,
        DataFolder dataFolder,
        TimeProvider clock,
        ImportRunner runner)
    {
        (_batches, _store, _inspector, _uploads, _dataFolder, _clock, _runner) = (batches, store, inspector, uploads, dataFolder, clock, runner);
    }

    /// <summary>Looks at an uploaded file without keeping anything.</summary>
    public async Task<ImportInspection> InspectAsync(
        Upload upload, Upload? orders, ImportRequest request, CancellationToken cancellationToken)
    {
        var shop = await _runner.FindShopAsync(upload.ShopId, cancellationToken).ConfigureAwait(false);
        var source = await _runner.SourceOfAsync(upload.ShopId, upload.Id, orders?.Id, cancellationToken).ConfigureAwait(false);
        var inspection = await _inspector.InspectAsync(source, request, _runner.ShopOf(shop), cancellationToken).ConfigureAwait(false);
        return await AsCorrectionAsync(inspection, source, request, shop, cancellationToken).ConfigureAwait(false)
            ?? await WithRememberedMappingAsync(inspection, source, request, shop, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Recognises an uploaded file and makes a batch of it.</summary>
    /// <param name="upload">The file, arrived.</param>
    /// <param name="orders">The file of its orders, when it holds only their lines.</param>
    /// <param name="request">What is asked for; a mapping given here is remembered for files with the same header.</param>
    /// <param name="createdBy">Who does it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ReceivedFile> ReceiveAsync(
        Upload upload, Upload? orders, ImportRequest request, string? createdBy, CancellationToken cancellationToken)
    {
        var sha256 = upload.Sha256 ?? throw new InvalidOperationException($"The upload {upload.Id} has not arrived whole.");
        var inspection = await InspectAsync(upload, orders, request, cancellationToken).ConfigureAwait(false);
        if (inspection.Plan is not { } plan)
        {
            return new ReceivedFile(null, inspection, null);
        }

        await RememberAsync(upload.ShopId, inspection, request, cancellationToken).ConfigureAwait(false);
        var same = await _batches.FindCommittedFileAsync(upload.ShopId, sha256, cancellationToken).ConfigureAwait(false);
        var batch = await _batches.AddAsync(
            new ImportBatch
            {
                ShopId = upload.ShopId,
                FileName = upload.FileName,
                FileSha256 = sha256,
                FileBytes = upload.Length,
                UploadId = upload.Id,
                OrdersUploadId = orders?.Id,
                CorrectsBatchId = plan.Corrects,
                Kind = plan.Mapping.Kind,
                Preset = plan.Mapping.Preset,
                Encoding = plan.Encoding,
                Delimiter = plan.Delimiter.ToString(),
                MappingJson = ImportPlans.ToJson(plan),
                CreatedUtc = _clock.GetUtcNow().UtcDateTime,
                CreatedBy = createdBy,
            },
            cancellationToken).ConfigureAwait(false);
        return new ReceivedFile(batch, inspection, same);
    }

    /// <summary>Recognises a batch's file once more under another request, for instance with an edited mapping.</summary>
    /// <returns>What is recognised now; the batch is changed when it can be read so.</returns>
    public async Task<ImportInspection> ReplanAsync(int shopId, long batchId, ImportRequest request, CancellationToken cancellationToken)
    {
        var batch = await OpenBatchAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        var shop = await _runner.FindShopAsync(shopId, cancellationToken).ConfigureAwait(false);
        var source = await _runner.SourceOfAsync(shopId, batch.UploadId, batch.OrdersUploadId, cancellationToken).ConfigureAwait(false);
        var before = ImportPlans.PlanOf(batch.MappingJson);
        if (before.Corrects is not null && request.Mapping is not null)
        {
            request = request with { Corrects = before.Corrects, Values = request.Values ?? before.Values };
        }

        request = request with { Sheet = request.Sheet ?? before.Sheet };
        var inspection = await _inspector.InspectAsync(source, request, _runner.ShopOf(shop), cancellationToken).ConfigureAwait(false);
        if (inspection.Plan is { } plan)
        {
            await RememberAsync(shopId, inspection, request, cancellationToken).ConfigureAwait(false);
            (batch.Kind, batch.Preset, batch.Encoding) = (plan.Mapping.Kind, plan.Mapping.Preset, plan.Encoding);
            (batch.Delimiter, batch.MappingJson, batch.State) = (plan.Delimiter.ToString(), ImportPlans.ToJson(plan), ImportBatchState.Uploaded);
            await _batches.SaveAsync(batch, cancellationToken).ConfigureAwait(false);
        }

        return inspection;
    }

    /// <summary>Reads the batch's file to the end and stores nothing of it; the batch then says what it holds.</summary>
    /// <exception cref="ImportFileException">The file is damaged beyond single rows.</exception>
    public async Task<ImportBatch> CheckAsync(int shopId, long batchId, CancellationToken cancellationToken) =>
        await _runner.CheckAsync(await OpenBatchAsync(shopId, batchId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Commits a batch and waits for it. For pages see <see cref="ImportQueue"/>.</summary>
    public async Task<ImportBatch> CommitAsync(int shopId, long batchId, CancellationToken cancellationToken) =>
        await _runner.CommitAsync(await OpenBatchAsync(shopId, batchId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// For several files in a row: until it is disposed, commits into the shop leave the snapshot as it is. Call
    /// <see cref="RefreshAsync"/> after the last; whoever opens the snapshot meanwhile gets it built.
    /// </summary>
    public IDisposable HoldSnapshot(int shopId) => _runner.HoldSnapshot(shopId);

    /// <summary>Builds the shop's snapshot now, so that the next page need not wait for it.</summary>
    public Task RefreshAsync(int shopId, CancellationToken cancellationToken) => _runner.RefreshAsync(shopId, cancellationToken);

    /// <summary>What taking a batch back would do.</summary>
    public Task<UndoResult> PreviewUndoAsync(int shopId, long batchId, CancellationToken cancellationToken) =>
        _store.PreviewUndoAsync(shopId, batchId, cancellationToken);

    /// <summary>Takes a committed batch back and brings the snapshot up to date.</summary>
    public async Task<UndoResult> UndoAsync(int shopId, long batchId, string? undoneBy, CancellationToken cancellationToken)
    {
        var result = await _store.UndoAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        if (await _batches.FindAsync(shopId, batchId, cancellationToken).ConfigureAwait(false) is { } batch)
        {
            await _runner.NoteUndoneAsync(batch, undoneBy).ConfigureAwait(false);
        }

        await _runner.RefreshAsync(shopId, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Gives a batch that is not committed up, with its file.</summary>
    public async Task DiscardAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        var batch = await OpenBatchAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        await _batches.EndAsync(batchId, ImportBatchState.Cancelled, null, cancellationToken).ConfigureAwait(false);
        foreach (var id in new[] { batch.UploadId, batch.OrdersUploadId }.OfType<string>())
        {
            if (await _uploads.FindAsync(shopId, id, cancellationToken).ConfigureAwait(false) is { } upload)
            {
                _uploads.Delete(upload);
            }
        }
    }

    /// <summary>Full path of a batch's set-aside file; null when nothing was set aside.</summary>
    public async Task<string?> SetAsidePathAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        var batch = await _batches.FindAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        var path = batch?.SetAsideFile is null ? null : _dataFolder.Resolve(batch.SetAsideFile);
        return File.Exists(path) ? path : null;
    }

    /// <summary>What was recognised in the file of a batch that is not committed.</summary>
    public async Task<ImportInspection> InspectAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        var batch = await OpenBatchAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        var shop = await _runner.FindShopAsync(shopId, cancellationToken).ConfigureAwait(false);
        var source = await _runner.SourceOfAsync(shopId, batch.UploadId, batch.OrdersUploadId, cancellationToken).ConfigureAwait(false);
        var plan = ImportPlans.PlanOf(batch.MappingJson);
        var request = new ImportRequest
        {
            Mapping = plan.Mapping,
            Encoding = batch.Encoding,
            Delimiter = batch.Delimiter[0],
            Corrects = plan.Corrects,
            Values = plan.Corrects is null ? null : plan.Values,
            Sheet = plan.Sheet,
        };
        return await _inspector.InspectAsync(source, request, _runner.ShopOf(shop), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImportBatch> OpenBatchAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        var batch = await _batches.FindAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        return batch is null or { State: ImportBatchState.Committed or ImportBatchState.Undone }
            ? throw new InvalidOperationException($"Batch {batchId} of shop {shopId} is {batch?.State.ToString() ?? "not there"}.")
            : batch;
    }

    // Rows that were set aside and come back are read as the file was that they come from: three rows cannot tell
    // whether the day or the month comes first.
    private async Task<ImportInspection?> AsCorrectionAsync(
        ImportInspection found, ImportSource source, ImportRequest request, Shop shop, CancellationToken cancellationToken)
    {
        var marks = found.Columns.FirstOrDefault(column => column.Name == OwnColumns.Mark)?.Samples ?? [];
        if (marks.Select(OwnColumns.ReadMark).FirstOrDefault(mark => mark is not null)?.BatchId is not { } batchId
            || await _batches.FindAsync(shop.Id, batchId, cancellationToken).ConfigureAwait(false) is not { State: ImportBatchState.Committed } first)
        {
            return null;
        }

        var plan = ImportPlans.PlanOf(first.MappingJson);
        var asFirst = request with
        {
            Kind = null,
            Preset = null,
            Mapping = request.Mapping ?? plan.Mapping,
            Values = plan.Values,
            Corrects = batchId,
        };
        return await _inspector.InspectAsync(source, asFirst, _runner.ShopOf(shop), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImportInspection> WithRememberedMappingAsync(
        ImportInspection found, ImportSource source, ImportRequest request, Shop shop, CancellationToken cancellationToken)
    {
        if (request is not { Mapping: null, Preset: null } || found.HeaderFingerprint is not { } fingerprint)
        {
            return found;
        }

        var saved = await _batches.FindMappingAsync(shop.Id, fingerprint, cancellationToken).ConfigureAwait(false);
        var mapping = saved is null ? null : ImportPlans.MappingOf(saved);
        return mapping is null
            ? found
            : await _inspector.InspectAsync(source, request with { Mapping = mapping }, _runner.ShopOf(shop), cancellationToken).ConfigureAwait(false);
    }

    private async Task RememberAsync(int shopId, ImportInspection inspection, ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.Mapping is { } mapping && inspection.HeaderFingerprint is { } fingerprint)
        {
            await _batches.RememberMappingAsync(shopId, fingerprint, ImportPlans.ToJson(mapping), cancellationToken).ConfigureAwait(false);
        }
    }
}
