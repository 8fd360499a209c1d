using System.Text.Json;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Takes orders for training runs: start, stop, start again.</summary>
public sealed class TrainingService
{
    private readonly RunServices _runs;
    private readonly ITrainingQueue _queue;
    private readonly TrainingRunner _runner;

    internal TrainingService(RunServices runs, ITrainingQueue queue, TrainingRunner runner) =>
        (_runs, _queue, _runner) = (runs, queue, runner);

    /// <summary>Writes a run into the ledger and puts it into its lane.</summary>
    /// <exception cref="ArgumentException">The request names no model, protocol or device that there is.</exception>
    public async Task<TrainingRun> EnqueueAsync(int shopId, TrainingRequest request, CancellationToken cancellationToken)
    {
        var run = await AddAsync(shopId, request, parentRunId: null, cancellationToken).ConfigureAwait(false);
        await _queue.EnqueueAsync(run.Id, TrainingLanes.Of(run.RequestedDevice), cancellationToken).ConfigureAwait(false);
        Announce(run);
        return run;
    }

    /// <summary>Writes a run into the ledger and does it here and now, without the _queue.</summary>
    /// <returns>The run as it ended.</returns>
    public async Task<TrainingRun> RunNowAsync(int shopId, TrainingRequest request, CancellationToken cancellationToken)
    {
        var run = await AddAsync(shopId, request, parentRunId: null, cancellationToken).ConfigureAwait(false);
        await _runner.RunAsync(run.Id, cancellationToken).ConfigureAwait(false);
        return await _runs.Ledger.GetAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Does a run that waits. Called by the queue; doing it twice is harmless.</summary>
    public Task RunAsync(long runId, CancellationToken cancellationToken) => _runner.RunAsync(runId, cancellationToken);

    /// <summary>Stops a run: one that waits leaves the queue, one that runs is told to stop and frees what it holds.</summary>
    /// <returns>False when the shop has no such run or it is over.</returns>
    public async Task<bool> CancelAsync(int shopId, long runId, CancellationToken cancellationToken)
    {
        var run = await _runs.Ledger.FindAsync(shopId, runId, cancellationToken).ConfigureAwait(false);
        if (run is null)
        {
            return false;
        }
        await _queue.RemoveAsync(runId, cancellationToken).ConfigureAwait(false);
        if (await _runs.Ledger.FinishAsync(runId, RunState.Queued, new RunEnd(RunState.Cancelled), cancellationToken).ConfigureAwait(false))
        {
            Announce(run with { State = RunState.Cancelled });
            return true;
        }
        _runs.Cancellation.Request(runId);
        return run.State == RunState.Running;
    }

    /// <summary>Orders the same again as a new run, with the same seed and settings.</summary>
    /// <returns>The new run; null when the shop has no such run.</returns>
    public async Task<TrainingRun?> RetryAsync(int shopId, long runId, string? startedBy, CancellationToken cancellationToken)
    {
        var old = await _runs.Ledger.FindAsync(shopId, runId, cancellationToken).ConfigureAwait(false);
        if (old is null)
        {
            return null;
        }
        var request = RequestOf(old) with { StartedBy = startedBy };
        var run = await AddAsync(shopId, request, old.Id, cancellationToken).ConfigureAwait(false);
        await _queue.EnqueueAsync(run.Id, TrainingLanes.Of(run.RequestedDevice), cancellationToken).ConfigureAwait(false);
        Announce(run);
        return run;
    }

    /// <summary>Puts an interrupted run back into its lane; what it had finished is not done again.</summary>
    /// <returns>False when the shop has no such run or it was not interrupted.</returns>
    public async Task<bool> ResumeAsync(int shopId, long runId, CancellationToken cancellationToken)
    {
        var run = await _runs.Ledger.FindAsync(shopId, runId, cancellationToken).ConfigureAwait(false);
        if (run is null || !await _runs.Ledger.RequeueAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }
        await _queue.EnqueueAsync(runId, TrainingLanes.Of(run.RequestedDevice), cancellationToken).ConfigureAwait(false);
        Announce(run with { State = RunState.Queued });
        return true;
    }

    /// <summary>Marks a run as failed whose job is over although the run never ended.</summary>
    public async Task CloseAbandonedAsync(long runId, CancellationToken cancellationToken)
    {
        if (!RunOwnership.IsOwned(_runs.Folders.Run(runId)))
        {
            var end = new RunEnd(RunState.Failed, RunErrors.JobEndedWithoutRun);
            await _runs.Ledger.FinishAsync(runId, RunState.Queued, end, cancellationToken).ConfigureAwait(false);
            await _runs.Ledger.FinishAsync(runId, RunState.Running, end, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What a run was asked to do.</summary>
    public static TrainingRequest RequestOf(TrainingRun run) => JsonSerializer.Deserialize<TrainingRequest>(run.SettingsJson)
        ?? throw new InvalidDataException($"Run {run.Id} has no settings.");

    private async Task<TrainingRun> AddAsync(int shopId, TrainingRequest request, long? parentRunId, CancellationToken cancellationToken)
    {
        request = TrainingRequests.Check(request);
        var run = await _runs.Ledger.AddAsync(new TrainingRun
        {
            ShopId = shopId,
            Model = request.Model,
            Protocol = request.Protocol,
            SettingsJson = JsonSerializer.Serialize(request),
            Seed = request.Seed,
            RequestedDevice = request.Device,
            QueuedUtc = _runs.Time.GetUtcNow().UtcDateTime,
            StartedBy = request.StartedBy,
            ParentRunId = parentRunId,
        }, cancellationToken).ConfigureAwait(false);
        await _runs.Audit.WriteAsync(
            new Actor(null, request.StartedBy, shopId), "training.started", FormattableString.Invariant($"run/{run.Id}"), $"model={run.Model}", cancellationToken).ConfigureAwait(false);
        return run;
    }

    private void Announce(TrainingRun run) => _runs.Hub.Publish(
        new RunLive { RunId = run.Id, ShopId = run.ShopId, State = run.State, Stage = run.Stage ?? RunStages.Read });
}
