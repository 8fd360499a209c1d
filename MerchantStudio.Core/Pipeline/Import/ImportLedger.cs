using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>The batches of a shop, for pages to show.</summary>
public sealed class ImportLedger(ImportBatchStore batches)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ImportBatch>> ListAsync(int shopId, int skip, int take, CancellationToken cancellationToken) =>
        await batches.ListAsync(shopId, skip, take, cancellationToken).ConfigureAwait(false);

    public Task<int> CountAsync(int shopId, CancellationToken cancellationToken) => batches.CountAsync(shopId, cancellationToken);

    /// <summary>Whether anything that was imported into the shop is there.</summary>
    public Task<bool> AnyCommittedAsync(int shopId, CancellationToken cancellationToken) => batches.AnyCommittedAsync(shopId, cancellationToken);

    /// <summary>Null when the shop has no such batch.</summary>
    public Task<ImportBatch?> FindAsync(int shopId, long batchId, CancellationToken cancellationToken) =>
        batches.FindAsync(shopId, batchId, cancellationToken);
}
