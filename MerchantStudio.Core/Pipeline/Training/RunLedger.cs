using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>The record of every background run: the only class that writes the table of runs.</summary>
public sealed class RunLedger(IDbContextFactory<MerchantDbContext> contexts, TimeProvider time)
{
    /// <summary>Adds a run and returns it with its id.</summary>
    internal Task<TrainingRun> AddAsync(TrainingRun run, CancellationToken cancellationToken) => contexts.UseAsync(async db =>
    {
        db.TrainingRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return run;
    }, cancellationToken);

    /// <summary>A run of a shop; null when the shop has no such run.</summary>
    public Task<TrainingRun?> FindAsync(int shopId, long runId, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.TrainingRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == runId && run.ShopId == shopId, cancellationToken),
        cancellationToken);

    internal Task<TrainingRun> GetAsync(long runId, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.TrainingRuns.AsNoTracking().SingleAsync(run => run.Id == runId, cancellationToken), cancellationToken);

    /// <summary>The newest runs of a shop first.</summary>
    public Task<List<TrainingRun>> ListAsync(int shopId, int skip, int take, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.TrainingRuns.AsNoTracking().Where(run => run.ShopId == shopId)
            .OrderByDescending(run => run.Id).Skip(skip).Take(take).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>The newest runs of a shop that found something out.</summary>
    public Task<List<TrainingRun>> WithResultAsync(int shopId, int take, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.TrainingRuns.AsNoTracking().Where(run => run.ShopId == shopId && run.State == RunState.Succeeded && run.ResultJson != null)
            .OrderByDescending(run => run.Id).Take(take).ToListAsync(cancellationToken),
        cancellationToken);

    public Task<int> CountAsync(int shopId, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.TrainingRuns.CountAsync(run => run.ShopId == shopId, cancellationToken), cancellationToken);

    /// <summary>Runs of every shop in one of the given states, in the order in which they were queued.</summary>
    internal Task<List<TrainingRun>> InStateAsync(RunState state, CancellationToken cancellationToken) => contexts.UseAsync(
        db => db.TrainingRuns.AsNoTracking().Where(run => run.State == state).OrderBy(run => run.Id).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>Marks a waiting run as begun; false when it is not waiting any more.</summary>
    internal Task<bool> BeginAsync(long runId, string codeVersion, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return UpdateAsync(runId, RunState.Queued, set => set
            .SetProperty(run => run.State, RunState.Running)
            .SetProperty(run => run.StartedUtc, now)
            .SetProperty(run => run.CodeVersion, codeVersion), cancellationToken);
    }

    /// <summary>Lets an interrupted run wait again; false when it was not interrupted.</summary>
    internal Task<bool> RequeueAsync(long runId, CancellationToken cancellationToken) =>
        UpdateAsync(runId, RunState.Interrupted, set => set
            .SetProperty(run => run.State, RunState.Queued)
            .SetProperty(run => run.FinishedUtc, (DateTime?)null), cancellationToken);

    internal Task<bool> ProgressAsync(long runId, string stage, double progress, CancellationToken cancellationToken) =>
        UpdateAsync(runId, RunState.Running, set => set
            .SetProperty(run => run.Stage, stage)
            .SetProperty(run => run.Progress, progress), cancellationToken);

    internal Task<bool> IdentifyAsync(long runId, string fingerprint, string device, CancellationToken cancellationToken) =>
        UpdateAsync(runId, RunState.Running, set => set
            .SetProperty(run => run.DataFingerprint, fingerprint)
            .SetProperty(run => run.Device, device), cancellationToken);

    /// <summary>Closes a run that is in the state it is expected in; false when somebody else closed it first.</summary>
    internal Task<bool> FinishAsync(long runId, RunState from, RunEnd end, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return UpdateAsync(runId, from, set =>
        {
            set.SetProperty(run => run.State, end.State)
                .SetProperty(run => run.Error, end.Error)
                .SetProperty(run => run.FinishedUtc, now);
            if (end.State == RunState.Succeeded)
            {
                set.SetProperty(run => run.Progress, 1.0).SetProperty(run => run.ResultJson, end.ResultJson);
            }
        }, cancellationToken);
    }

    private Task<bool> UpdateAsync(
        long runId, RunState from, Action<UpdateSettersBuilder<TrainingRun>> set, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async db => await db.TrainingRuns.Where(run => run.Id == runId && run.State == from)
                .ExecuteUpdateAsync(set, cancellationToken).ConfigureAwait(false) == 1,
            cancellationToken);
}

/// <summary>How a run ended.</summary>
internal sealed record RunEnd(RunState State, string? Error = null, string? ResultJson = null);
