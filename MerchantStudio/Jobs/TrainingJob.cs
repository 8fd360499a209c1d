using MerchantStudio.Core.Pipeline.Training;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>Works through one lane of the training queue: every firing carries the id of one run.</summary>
[DisallowConcurrentExecution]
internal sealed class TrainingJob(TrainingService training) : IJob
{
    public const string Group = "training";
    public const string RunIdEntry = "runId";

    public static JobKey KeyOf(string lane) => new(lane, Group);

    public static TriggerKey TriggerOf(long runId) => new(RunName(runId), Group);

    public static string RunName(long runId) => "run-" + runId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var runId = JobData.Int64(context.MergedJobDataMap, RunIdEntry);
        await training.RunAsync(runId, cancellationToken);
    }
}
