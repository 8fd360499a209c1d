using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Storage.People;
using Quartz;

namespace MerchantStudio.Jobs;

/// <summary>
/// Asks for a scoring of every shop whose data differ from what was scored last. Looking every few minutes covers every
/// way in which data change: an import, an undo, a scoring that was interrupted.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ScoreChangedShopsJob(ShopStore shops, CustomerScoring scoring, IntentScorings intent, IScoringQueue queue) : IJob
{
    public static readonly JobKey Key = new("score-changed-shops", "customers");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var shop in await shops.ListAsync(cancellationToken))
        {
            if (await scoring.IsDueAsync(shop.Id, cancellationToken) || await intent.IsDueAsync(shop.Id, cancellationToken))
            {
                await queue.EnqueueAsync(shop.Id, cancellationToken);
            }
        }
    }
}

/// <summary>At start: sets the clock that looks for shops to score.</summary>
internal sealed class ScoringClock(ISchedulerFactory schedulers, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<ScoreChangedShopsJob>().WithIdentity(ScoreChangedShopsJob.Key).StoreDurably().Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(new TriggerKey("look", "customers"))
            .ForJob(ScoreChangedShopsJob.Key)
            .StartAt(time.GetUtcNow() + s_every)
            .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(s_every).RepeatForever())
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
