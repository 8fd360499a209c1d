using System.Collections.Concurrent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Tests.Storage;

namespace MerchantStudio.Tests.Jobs;

[Trait("Category", "Database")]
public sealed class QuartzTrainingTests(PostgreSqlServer server) : IDisposable
{
    private static readonly TrainingRequest s_request = new() { Model = "Popularity" };

    private readonly string _folder = Directory.CreateTempSubdirectory("merchantstudio-jobs").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, StorageEngines]
    public async Task EnqueueAsync_ThreeRunsInOneLane_AreDoneOneByOneInTheirOrder(string engine)
    {
        var connection = engine == "postgresql" ? await server.CreateDatabaseAsync(Token) : "";
        var order = new ConcurrentQueue<long>();
        var (atOnce, most) = (0, 0);
        await using var jobs = await JobsHarness.StartAsync(_folder, engine, connection, async (run, _, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            order.Enqueue(run.Id);
            await Task.Delay(20, stop);
            Interlocked.Decrement(ref atOnce);
            return "{}";
        });
        var shop = await jobs.AddShopAsync("UTC");
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await jobs.Training.EnqueueAsync(shop, s_request, Token)).Id);
        }

        await jobs.UntilAsync(shop, ids[^1], RunState.Succeeded);

        order.ShouldBe(ids);
        most.ShouldBe(1);
    }

    [Fact]
    public async Task EnqueueAsync_TwoLanes_DoNotWaitForEachOther()
    {
        var gpuMayEnd = new TaskCompletionSource();
        await using var jobs = await JobsHarness.StartAsync(_folder, work: async (run, _, stop) =>
        {
            if (run.RequestedDevice == "auto")
            {
                await gpuMayEnd.Task.WaitAsync(stop);
            }
            return "{}";
        });
        var shop = await jobs.AddShopAsync("UTC");
        var slow = await jobs.Training.EnqueueAsync(shop, s_request, Token);
        var quick = await jobs.Training.EnqueueAsync(shop, s_request with { Device = "cpu" }, Token);

        await jobs.UntilAsync(shop, quick.Id, RunState.Succeeded);
        var ended = jobs.UntilAsync(shop, slow.Id, RunState.Succeeded);
        gpuMayEnd.SetResult();
        await ended;
    }

    [Fact]
    public async Task Start_AfterAStopInTheMiddle_ShowsTheRunInterruptedAndDoesWhatStillWaited()
    {
        var begun = new TaskCompletionSource();
        int shop;
        TrainingRun left, waits;
        await using (var jobs = await JobsHarness.StartAsync(_folder, work: async (_, _, stop) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return "";
        }))
        {
            shop = await jobs.AddShopAsync("UTC");
            left = await jobs.Training.EnqueueAsync(shop, s_request, Token);
            waits = await jobs.Training.EnqueueAsync(shop, s_request, Token);
            await begun.Task.WaitAsync(Token);
        }

        var done = new TaskCompletionSource();
        await using var again = await JobsHarness.StartAsync(_folder, work: (run, _, _) =>
        {
            done.TrySetResult();
            return Task.FromResult("{}");
        });
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        (await again.Ledger.FindAsync(shop, left.Id, Token))!.State.ShouldBe(RunState.Interrupted);
        (await again.Ledger.FindAsync(shop, waits.Id, Token))!.State.ShouldBeOneOf(RunState.Running, RunState.Succeeded);
    }

    [Fact]
    public async Task AddAsync_ASchedule_ComesRoundInTheShopsTimeZone()
    {
        await using var jobs = await JobsHarness.StartAsync(_folder);
        var shop = await jobs.AddShopAsync("Asia/Shanghai");

        var added = await jobs.Schedules.AddAsync(shop, "30 3 * * *", s_request, Token);

        var next = added.NextUtc!.Value.ToUniversalTime();
        (next.Hour, next.Minute).ShouldBe((19, 30));
        (await jobs.Schedules.ListAsync(shop, Token)).Single().NextUtc!.Value.ShouldBe(added.NextUtc!.Value);
        await Should.ThrowAsync<FormatException>(() => jobs.Schedules.AddAsync(shop, "every now and then", s_request, Token));
    }

    [Fact]
    public async Task AddAsync_AScheduleThatComesRound_PutsItsRunIntoTheQueue()
    {
        var done = new TaskCompletionSource<TrainingRun>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var jobs = await JobsHarness.StartAsync(_folder, work: (run, _, _) =>
        {
            done.TrySetResult(run);
            return Task.FromResult("{}");
        });
        var shop = await jobs.AddShopAsync("UTC");

        await jobs.Schedules.AddAsync(shop, "* * * * * ?", s_request with { Seed = 99 }, Token);

        var run = await done.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        (run.ShopId, run.Seed, run.StartedBy).ShouldBe((shop, 99ul, "schedule"));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
