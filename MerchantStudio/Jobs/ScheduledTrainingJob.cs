using MerchantStudio.Core.Pipeline.Training;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>Puts the run of a schedule into the queue. The run itself waits in its lane like any other.</summary>
internal sealed class ScheduledTrainingJob(TrainingSchedules schedules, TrainingService training) : IJob
{
    public const string ScheduleIdEntry = "scheduleId";
    private const string Group = "schedules";

    public static readonly JobKey Key = new("scheduled-training", Group);

    public static TriggerKey TriggerOf(int scheduleId) => new("schedule-" + JobData.Write(scheduleId), Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var scheduleId = JobData.Int32(context.MergedJobDataMap, ScheduleIdEntry);
        if (await schedules.TakeAsync(scheduleId, cancellationToken) is var (shopId, request))
        {
            await training.EnqueueAsync(shopId, request, cancellationToken);
        }
    }
}
