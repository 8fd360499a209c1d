using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Whoever follows a commit.</summary>
public interface ICommitFollower : IProgress<ImportCounts>
{
    /// <summary>The batch's turn has come: no other import holds the database now. Runs before a row is stored; the first may have been read.</summary>
    Task BeginAsync(CancellationToken cancellationToken);
}

/// <summary>The one writer of customers, products, orders, reviews and events.</summary>
public interface IImportStore
{
    /// <summary>
    /// Puts a batch's rows into the shop's record: all of them or, when this throws or the process ends, none. The batch
    /// is saved as committed, with its counts, in the same transaction; what the caller sets on it (rows read, set aside,
    /// summary) must be right when the sequence ends. Two batches of one shop wait for each other, and so do those of
    /// several shops where the engine has one writer.
    /// </summary>
    /// <param name="batch">Saved before, not yet committed.</param>
    /// <param name="rows">Rows in the order of the file; those that share a row number side by side.</param>
    /// <param name="follower">Told when the batch's turn comes, and after every chunk.</param>
    /// <param name="cancellationToken">Cancelling leaves nothing behind.</param>
    Task<ImportCounts> CommitAsync(
        ImportBatch batch, IAsyncEnumerable<IReadOnlyList<ImportedRow>> rows, ICommitFollower? follower, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a committed batch back: what it brought goes, unless later batches built on it, and what it changed is as it
    /// was, unless later batches changed it again.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such batch, or it is not committed.</exception>
    Task<UndoResult> UndoAsync(int shopId, long batchId, CancellationToken cancellationToken);

    /// <summary>
    /// Notes the owner's word on whether something sold is a product, which wins over what files and rules say; null takes
    /// the word back. The shop's next snapshot heeds it.
    /// </summary>
    /// <returns>False when the shop knows nothing with this key, or knows that already.</returns>
    Task<bool> SetIsProductAsync(int shopId, string productKey, bool? isProduct, CancellationToken cancellationToken);

    /// <summary>What <see cref="UndoAsync"/> would do.</summary>
    Task<UndoResult> PreviewUndoAsync(int shopId, long batchId, CancellationToken cancellationToken);
}
