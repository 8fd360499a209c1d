using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// One reading of a batch's file from beginning to end: adds up what it holds, writes the rows that are set aside to
/// their file and tells how far it is.
/// </summary>
internal sealed class ImportPass(
    ImportBatch batch, QualityTally tally, SetAsideFile setAside, ImportProgressHub hub, TimeProvider clock) : ICommitFollower
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly List<long> _broughtBack = [];
    private TimeSpan _told;
    private ImportCounts _stored;
    private bool _isWaiting;
    private long _bytesRead;

    /// <summary>What is to be done when the batch's turn to be committed has come.</summary>
    public Func<CancellationToken, Task> OnTurn { get; set; } = _ => Task.CompletedTask;

    /// <summary>The rows to store, chunk by chunk. When it ends, the batch says what was read.</summary>
    /// <param name="chunks">What the reader gives.</param>
    /// <param name="dataFolderPath">Gives a path as it is stored with the batch.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    public async IAsyncEnumerable<IReadOnlyList<ImportedRow>> RowsAsync(
        IAsyncEnumerable<ImportedChunk> chunks, Func<string, string> dataFolderPath, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            tally.Add(chunk);
            setAside.Add(chunk.SetAside);
            Volatile.Write(ref _bytesRead, chunk.BytesRead);
            Tell(always: false);
            if (batch is { CorrectsBatchId: not null, Kind: not ImportKind.Events })
            {
                _broughtBack.AddRange(chunk.Rows.Select(row => row.Mark?.Row ?? 0).Where(row => row > 0));
            }

            yield return chunk.Rows;
        }

        setAside.Complete();
        (batch.RowsRead, batch.RowsSetAside, batch.RowsUnchanged) = (tally.RowsRead, tally.RowsSetAside, tally.RowsAbsorbed);
        batch.SetAsideFile = setAside.HasRows ? dataFolderPath(setAside.Path) : null;
        batch.SummaryJson = (tally.ToReport() with { BroughtBack = RowRanges.Write(_broughtBack) }).ToJson();
    }

    /// <summary>Tells that the batch waits for its turn; its first rows may be read meanwhile.</summary>
    public void Wait()
    {
        Volatile.Write(ref _isWaiting, true);
        Tell(always: true);
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await OnTurn(cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _isWaiting, false);
        Tell(always: true);
    }

    /// <summary>Called by the store, on its own thread.</summary>
    public void Report(ImportCounts value)
    {
        lock (_lock)
        {
            _stored = value;
        }

        Tell(always: false);
    }

    /// <summary>Tells those who watch how far the batch is; at most five times a second unless it must be told.</summary>
    public void Tell(bool always)
    {
        // Reader and writer both tell: within the lock, so that what is told last is what is newest.
        lock (_lock)
        {
            var elapsed = clock.GetElapsedTime(_started);
            if (!always && elapsed - _told < s_interval)
            {
                return;
            }

            _told = elapsed;
            hub.Publish(new ImportProgress
            {
                ShopId = batch.ShopId,
                BatchId = batch.Id,
                State = batch.State,
                IsWaiting = Volatile.Read(ref _isWaiting),
                RowsRead = tally.RowsRead,
                RowsSetAside = tally.RowsSetAside,
                Stored = _stored,
                BytesRead = Volatile.Read(ref _bytesRead),
                BytesTotal = batch.FileBytes,
                Elapsed = elapsed,
            });
        }
    }
}
