using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Pipeline.Customers;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>
/// Scores the customers of one shop, learns purchase intent anew when the data differ from those it was learned from, and
/// looks at the shop's goals: not every way in which data change is an import that has them judged.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ScoreCustomersJob(CustomerScoring scoring, IntentScorings intent, GoalWatch goals) : IJob
{
    public const string ShopIdEntry = "shopId";
    private const string Group = "customers";

    public static readonly JobKey Key = new("score-customers", Group);

    public static TriggerKey TriggerOf(int shopId) => new("shop-" + JobData.Write(shopId), Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var shopId = JobData.Int32(context.MergedJobDataMap, ShopIdEntry);
        await goals.CheckAsync(shopId, cancellationToken);
        try
        {
            await scoring.ScoreAsync(shopId, cancellationToken);
        }
        finally
        {
            // Intent learns from visits: it does not have to wait until the others can be scored again.
            await LearnIntentAsync(shopId, cancellationToken);
        }
    }

    private async Task LearnIntentAsync(int shopId, CancellationToken cancellationToken)
    {
        if (await intent.IsStaleAsync(shopId, cancellationToken))
        {
            await intent.ScoreAsync(shopId, cancellationToken);
        }
    }
}

/// <summary>The scoring queue on Quartz's persistent store: a waiting scoring is a trigger named after its shop.</summary>
internal sealed class QuartzScoringQueue(ISchedulerFactory schedulers, TimeProvider time) : IScoringQueue
{
    public async Task EnqueueAsync(int shopId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (!await scheduler.Exists(ScoreCustomersJob.Key, cancellationToken))
        {
            var job = JobBuilder.Create<ScoreCustomersJob>().WithIdentity(ScoreCustomersJob.Key).StoreDurably().Build();
            await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
        }

        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(ScoreCustomersJob.TriggerOf(shopId))
            .ForJob(ScoreCustomersJob.Key)
            .UsingJobData(ScoreCustomersJob.ShopIdEntry, JobData.Write(shopId))
            .StartNow()
            .WithSchedule(SimpleScheduleBuilder.Create().WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
    }
}
