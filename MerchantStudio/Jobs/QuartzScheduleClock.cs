using MerchantStudio.Core.Pipeline.Training;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>Wakes schedules by cron triggers of Quartz's store; the record of schedules itself is the shop's.</summary>
internal sealed class QuartzScheduleClock(ISchedulerFactory schedulers, TimeProvider time) : IScheduleClock
{
    public DateTimeOffset? Next(string cron, string timeZoneId) => CronText.Parse(cron, timeZoneId).GetNextValidTimeAfter(time.GetUtcNow());

    public async Task SetAsync(int scheduleId, string cron, string timeZoneId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<ScheduledTrainingJob>().WithIdentity(ScheduledTrainingJob.Key).StoreDurably().Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
        // After a stop, a missed start is made up for once.
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(ScheduledTrainingJob.TriggerOf(scheduleId))
            .ForJob(ScheduledTrainingJob.Key)
            .UsingJobData(ScheduledTrainingJob.ScheduleIdEntry, JobData.Write(scheduleId))
            .WithSchedule(CronScheduleBuilder.Create(CronText.Parse(cron, timeZoneId))
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        if (!await IsSetAsync(scheduler, trigger, cancellationToken))
        {
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
        }
    }

    public async Task ClearAsync(int scheduleId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.UnscheduleJob(ScheduledTrainingJob.TriggerOf(scheduleId), cancellationToken);
    }

    // Replacing an unchanged trigger at every start would forget that it missed its time while the program was down.
    private static async Task<bool> IsSetAsync(IScheduler scheduler, ITrigger wanted, CancellationToken cancellationToken) =>
        await scheduler.GetTrigger(wanted.Key, cancellationToken) is ICronTrigger present
        && wanted is ICronTrigger cron
        && present.CronExpressionString == cron.CronExpressionString
        && present.TimeZone.Id == cron.TimeZone.Id;
}
