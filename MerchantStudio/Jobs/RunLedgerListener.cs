using MerchantStudio.Core.Pipeline.Training;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>
/// Keeps the ledger true when Quartz knows better: a run whose job ended without closing its run (it was vetoed, could
/// not be built, or threw before it began) is marked as failed, so that nothing shows as waiting for ever.
/// </summary>
internal sealed partial class RunLedgerListener(TrainingService training, ILogger<RunLedgerListener> logger) : IJobListener
{
    public string Name => "run ledger";

    public async ValueTask JobWasExecuted(
        IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        if (context.JobDetail.Key.Group != TrainingJob.Group)
        {
            return;
        }
        var runId = JobData.Int64(context.MergedJobDataMap, TrainingJob.RunIdEntry);
        Log.Ended(logger, runId, context.JobDetail.Key.Name, (long)context.JobRunTime.TotalMilliseconds);
        if (jobException is not null)
        {
            Log.Threw(logger, runId, jobException);
            await training.CloseAbandonedAsync(runId, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Run {RunId} left lane {Lane} after {DurationMs} ms")]
        public static partial void Ended(ILogger logger, long runId, string lane, long durationMs);

        [LoggerMessage(2, LogLevel.Error, "The job of run {RunId} threw")]
        public static partial void Threw(ILogger logger, long runId, Exception exception);
    }
}
