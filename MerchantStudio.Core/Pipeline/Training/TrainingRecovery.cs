using MerchantStudio.Core.Domain;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Puts the ledger and the files in order after a process ended in the middle of its work.</summary>
public sealed partial class TrainingRecovery(
    RunLedger ledger, RunFolders folders, ITrainingQueue queue, ILogger<TrainingRecovery> logger)
{
    /// <summary>
    /// Runs that say they are running but have no living owner become interrupted, their half-written models go, and runs
    /// that wait without a place in the queue get one.
    /// </summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await MarkInterruptedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var run in await ledger.InStateAsync(RunState.Queued, cancellationToken).ConfigureAwait(false))
        {
            await queue.EnqueueAsync(run.Id, TrainingLanes.Of(run.RequestedDevice), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The part of <see cref="RecoverAsync"/> that a process without a queue does as well.</summary>
    public async Task MarkInterruptedAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await ledger.InStateAsync(RunState.Running, cancellationToken).ConfigureAwait(false))
        {
            if (!RunOwnership.IsOwned(folders.Run(run.Id)))
            {
                await ledger.FinishAsync(run.Id, RunState.Running, new RunEnd(RunState.Interrupted), cancellationToken).ConfigureAwait(false);
                RunParts.DeleteHalfWritten(folders.Run(run.Id));
                Log.Interrupted(logger, run.Id);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Run {RunId} was interrupted: its process is gone")]
        public static partial void Interrupted(ILogger logger, long runId);
    }
}
