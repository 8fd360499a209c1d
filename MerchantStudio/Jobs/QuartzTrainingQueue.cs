using MerchantStudio.Core.Pipeline.Training;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>The training queue on Quartz's persistent store: a waiting run is a trigger of its lane's job.</summary>
internal sealed class QuartzTrainingQueue(ISchedulerFactory schedulers, TimeProvider time) : ITrainingQueue
{
    public async Task EnqueueAsync(long runId, string lane, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await EnsureLaneAsync(scheduler, lane, cancellationToken);
        // A run that waits longer than the misfire threshold must keep its place, hence IgnoreMisfires.
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(TrainingJob.TriggerOf(runId))
            .ForJob(TrainingJob.KeyOf(lane))
            .UsingJobData(TrainingJob.RunIdEntry, JobData.Write(runId))
            .StartNow()
            .WithSchedule(SimpleScheduleBuilder.Create().WithRepeatCount(0)
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
    }

    public async Task<bool> RemoveAsync(long runId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return await scheduler.UnscheduleJob(TrainingJob.TriggerOf(runId), cancellationToken);
    }

    private static async Task EnsureLaneAsync(IScheduler scheduler, string lane, CancellationToken cancellationToken)
    {
        if (!await scheduler.Exists(TrainingJob.KeyOf(lane), cancellationToken))
        {
            var job = JobBuilder.Create<TrainingJob>().WithIdentity(TrainingJob.KeyOf(lane)).StoreDurably().Build();
            await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
        }
    }
}
