using MerchantStudio.Core.Domain;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Puts the ledger and the files in order after a process ended in the middle of its work.</summary>
public sealed partial class TrainingRecovery(RunLedger ledger, RunFolders folders, ITrainingQueue queue, ILogger<TrainingRecovery> logger)
{
    /// <summary>
    /// Runs that say they are running but have no living owner become interrupted, their half-written files go, and runs
    /// that wait without a place in the queue get one.
    /// </summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await ledger.InStateAsync(RunState.Running, cancellationToken).ConfigureAwait(false))
        {
            if (!RunOwnership.IsOwned(folders.Run(run.Id)))
            {
                await ledger.FinishAsync(run.Id, RunState.Running, new RunEnd(RunState.Interrupted), cancellationToken).ConfigureAwait(false);
                Log.Interrupted(logger, run.Id);
            }
        }
        DeletePartialArtefacts();
        foreach (var run in await ledger.InStateAsync(RunState.Queued, cancellationToken).ConfigureAwait(false))
        {
            await queue.EnqueueAsync(run.Id, TrainingLanes.Of(run.RequestedDevice), cancellationToken).ConfigureAwait(false);
        }
    }

    // The name of a half-written artefact ends in the id of its run, which tells whether its writer still lives.
    private void DeletePartialArtefacts()
    {
        if (!Directory.Exists(folders.Models))
        {
            return;
        }
        foreach (var partial in Directory.EnumerateDirectories(folders.Models, "*" + RunFolders.PartialSuffix, SearchOption.AllDirectories).ToList())
        {
            if (!RunFolders.TryReadRunId(partial, out var runId) || !RunOwnership.IsOwned(folders.Run(runId)))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Run {RunId} was interrupted: its process is gone")]
        public static partial void Interrupted(ILogger logger, long runId);
    }
}
