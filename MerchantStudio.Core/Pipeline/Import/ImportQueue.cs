using System.Collections.Concurrent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// Commits batches in the background, so that they go on when the page is closed. Two of one shop wait for each other in
/// the store. Ends with the program: what had not been committed is then marked and can be started again.
/// </summary>
public sealed partial class ImportQueue(
    ImportService imports, ImportBatchStore batches, ILogger<ImportQueue> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<long, (CancellationTokenSource Stop, Task Work)> _running = new();

    /// <summary>Marks what an earlier process left unfinished.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var interrupted = await batches.MarkInterruptedAsync(cancellationToken).ConfigureAwait(false);
        if (interrupted > 0)
        {
            Log.Interrupted(logger, interrupted);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (stop, _) in _running.Values)
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_running.Values.Select(entry => entry.Work)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts committing a batch; does nothing when that is going on already.</summary>
    public void Start(ImportBatch batch)
    {
        var stop = new CancellationTokenSource();
        var begin = new TaskCompletionSource();
        var work = RunAsync(batch, begin.Task, stop.Token);
        if (_running.TryAdd(batch.Id, (stop, work)))
        {
            begin.SetResult();
        }
        else
        {
            begin.SetCanceled(CancellationToken.None);
            stop.Dispose();
        }
    }

    /// <summary>Stops a batch that is being committed; nothing of it stays.</summary>
    /// <returns>False when it is not being committed here.</returns>
    public bool Cancel(long batchId)
    {
        if (!_running.TryGetValue(batchId, out var entry))
        {
            return false;
        }

        entry.Stop.Cancel();
        return true;
    }

    public void Dispose()
    {
        foreach (var (stop, _) in _running.Values)
        {
            stop.Dispose();
        }
    }

    private async Task RunAsync(ImportBatch batch, Task begin, CancellationToken cancellationToken)
    {
        try
        {
            await begin.ConfigureAwait(false);
            await Task.Run(() => imports.CommitAsync(batch.ShopId, batch.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.Cancelled(logger, batch.Id);
        }
#pragma warning disable CA1031 // A job's boundary: the batch itself says what stopped it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Failed(logger, batch.Id, exception);
        }
        finally
        {
            if (begin.IsCompletedSuccessfully)
            {
                _running.TryRemove(batch.Id, out _);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4011, Level = LogLevel.Warning, Message = "{Count} imports ended with an earlier process and kept nothing")]
        public static partial void Interrupted(ILogger logger, int count);

        [LoggerMessage(EventId = 4012, Level = LogLevel.Information, Message = "The import of batch {BatchId} was cancelled")]
        public static partial void Cancelled(ILogger logger, long batchId);

        [LoggerMessage(EventId = 4013, Level = LogLevel.Debug, Message = "The import of batch {BatchId} ended")]
        public static partial void Failed(ILogger logger, long batchId, Exception exception);
    }
}
