using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Training;

public sealed class TrainingServiceTests
{
    private static readonly TrainingRequest s_request = new() { Model = "item-knn", Device = "CPU", Seed = 7, StartedBy = "ada" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnqueueAsync_ARequest_WaitsInItsLaneWithEverythingThatRepeatsIt()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");

        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);

        harness.Queue.Waiting.ShouldBe([(run.Id, TrainingLanes.Processor)]);
        var stored = (await harness.Ledger.FindAsync(shop, run.Id, Token))!;
        (stored.State, stored.Model, stored.RequestedDevice, stored.Seed, stored.StartedBy).ShouldBe((RunState.Queued, "ItemKnn", "cpu", 7ul, "ada"));
        TrainingService.RequestOf(stored).Ks.ShouldBe(s_request.Ks);
    }

    [Fact]
    public async Task EnqueueAsync_AModelThatThereIsNot_IsRefusedAndNotWrittenDown()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");

        await Should.ThrowAsync<ArgumentException>(() => harness.Training.EnqueueAsync(shop, s_request with { Model = "oracle" }, Token));

        (await harness.Ledger.CountAsync(shop, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_WorkThatSucceeds_LeavesResultVersionLogAndCurve()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        harness.Work.Do = (_, reporter, _) =>
        {
            reporter.Report(RunStages.Fit, "Popularity", 0.5);
            reporter.Log("half way");
            reporter.Point("loss", 1, 0.25);
            return Task.FromResult("""{"answer":42}""");
        };
        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);

        await harness.Training.RunAsync(run.Id, Token);

        var stored = (await harness.Ledger.FindAsync(shop, run.Id, Token))!;
        (stored.State, stored.Progress, stored.ResultJson).ShouldBe((RunState.Succeeded, 1.0, """{"answer":42}"""));
        stored.CodeVersion.ShouldNotBeNullOrEmpty();
        stored.StartedUtc.ShouldNotBeNull();
        stored.FinishedUtc.ShouldNotBeNull();
        (await harness.Runs.Journals.TailAsync(run.Id, Token)).ShouldContain(line => line.EndsWith("half way", StringComparison.Ordinal));
        (await harness.Runs.Journals.CurveAsync(run.Id, Token)).ShouldBe([new CurvePoint("loss", 1, 0.25)]);
    }

    [Fact]
    public async Task RunAsync_ARunThatIsOver_DoesNothingTwice()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        var times = 0;
        harness.Work.Do = (_, _, _) => Task.FromResult((++times).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);

        await harness.Training.RunAsync(run.Id, Token);
        await harness.Training.RunAsync(run.Id, Token);

        times.ShouldBe(1);
    }

    [Fact]
    public async Task CancelAsync_ARunThatWaits_LeavesTheQueueAndNeverStarts()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        harness.Work.Do = (_, _, _) => throw new InvalidOperationException("must not run");
        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);

        (await harness.Training.CancelAsync(shop, run.Id, Token)).ShouldBeTrue();
        await harness.Training.RunAsync(run.Id, Token);

        harness.Queue.Waiting.ShouldBeEmpty();
        (await harness.Ledger.FindAsync(shop, run.Id, Token))!.State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public async Task CancelAsync_ARunInTheMiddleOfItsWork_StopsTheWork()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        var begun = new TaskCompletionSource();
        var stopped = false;
        harness.Work.Do = async (_, _, stop) =>
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }
            finally
            {
                stopped = true;
            }
            return "";
        };
        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);
        var running = harness.Training.RunAsync(run.Id, Token);
        await begun.Task.WaitAsync(Token);

        (await harness.Training.CancelAsync(shop, run.Id, Token)).ShouldBeTrue();
        await running;

        stopped.ShouldBeTrue();
        (await harness.Ledger.FindAsync(shop, run.Id, Token))!.State.ShouldBe(RunState.Cancelled);
        RunOwnership.IsOwned(harness.Runs.Folders.Run(run.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task CancelAsync_ARunOfAnotherShop_IsNotTouched()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var (mine, theirs) = (await harness.AddShopAsync("mine"), await harness.AddShopAsync("theirs"));
        var run = await harness.Training.EnqueueAsync(theirs, s_request, Token);

        (await harness.Training.CancelAsync(mine, run.Id, Token)).ShouldBeFalse();
        (await harness.Training.RetryAsync(mine, run.Id, null, Token)).ShouldBeNull();
        (await harness.Training.ResumeAsync(mine, run.Id, Token)).ShouldBeFalse();

        (await harness.Ledger.FindAsync(mine, run.Id, Token)).ShouldBeNull();
        (await harness.Ledger.ListAsync(mine, 0, 10, Token)).ShouldBeEmpty();
        (await harness.Ledger.FindAsync(theirs, run.Id, Token))!.State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task RunAsync_AStopOfTheProgram_LeavesTheRunInterruptedAndResumable()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        using var shutdown = new CancellationTokenSource();
        harness.Work.Do = async (_, _, stop) =>
        {
            await shutdown.CancelAsync();
            stop.ThrowIfCancellationRequested();
            return "";
        };
        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);
        await harness.Training.RunAsync(run.Id, shutdown.Token);
        (await harness.Ledger.FindAsync(shop, run.Id, Token))!.State.ShouldBe(RunState.Interrupted);
        harness.Queue.Waiting.Clear();

        (await harness.Training.ResumeAsync(shop, run.Id, Token)).ShouldBeTrue();

        harness.Queue.Waiting.ShouldBe([(run.Id, TrainingLanes.Processor)]);
        harness.Work.Do = (_, _, _) => Task.FromResult("{}");
        await harness.Training.RunAsync(run.Id, Token);
        (await harness.Ledger.FindAsync(shop, run.Id, Token))!.State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task RunAsync_WorkThatThrows_FailsWithASentenceAndNoSecrets()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        harness.Work.Do = (_, _, _) => throw new InvalidOperationException("Password=hunter2");
        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);

        await harness.Training.RunAsync(run.Id, Token);

        var stored = (await harness.Ledger.FindAsync(shop, run.Id, Token))!;
        stored.State.ShouldBe(RunState.Failed);
        RunErrors.Parse(stored.Error!).ShouldBe((RunErrors.Unexpected, nameof(InvalidOperationException)));
    }

    [Fact]
    public async Task RetryAsync_AFailedRun_OrdersTheSameAgainAsItsChild()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        harness.Work.Do = (_, _, _) => throw new TooLittleDataException("has 1 customer and needs 20");
        var run = await harness.Training.EnqueueAsync(shop, s_request, Token);
        await harness.Training.RunAsync(run.Id, Token);

        var again = (await harness.Training.RetryAsync(shop, run.Id, "bea", Token))!;

        (again.ParentRunId, again.Seed, again.Model, again.StartedBy).ShouldBe((run.Id, 7ul, "ItemKnn", "bea"));
        again.Id.ShouldNotBe(run.Id);
    }

    [Fact]
    public async Task RecoverAsync_ARunWithoutAProcess_IsMarkedAndItsHalfSavedModelGoes()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        var (left, alive, waits) = (
            await harness.Training.EnqueueAsync(shop, s_request, Token),
            await harness.Training.EnqueueAsync(shop, s_request, Token),
            await harness.Training.EnqueueAsync(shop, s_request, Token));
        await harness.Ledger.BeginAsync(left.Id, "1", Token);
        await harness.Ledger.BeginAsync(alive.Id, "1", Token);
        using var owner = RunOwnership.TryTake(harness.Runs.Folders.Run(alive.Id));
        var half = Directory.CreateDirectory(Path.Combine(harness.Runs.Folders.Run(left.Id), "parts-0", "Ease.partial")).FullName;
        var whole = Directory.CreateDirectory(Path.Combine(harness.Runs.Folders.Run(left.Id), "parts-0", "ItemKnn")).FullName;
        var written = Directory.CreateDirectory(Path.Combine(harness.Runs.Folders.Run(alive.Id), "parts-0", "Ease.partial")).FullName;
        harness.Queue.Waiting.Clear();

        await harness.Recovery.RecoverAsync(Token);

        (await harness.Ledger.FindAsync(shop, left.Id, Token))!.State.ShouldBe(RunState.Interrupted);
        (await harness.Ledger.FindAsync(shop, alive.Id, Token))!.State.ShouldBe(RunState.Running);
        harness.Queue.Waiting.ShouldBe([(waits.Id, TrainingLanes.Processor)]);
        Directory.Exists(half).ShouldBeFalse();
        Directory.Exists(whole).ShouldBeTrue();
        Directory.Exists(written).ShouldBeTrue();
    }

    [Fact]
    public async Task TakeAsync_AScheduleThatIsOff_StartsNothing()
    {
        await using var harness = await TrainingHarness.CreateAsync();
        var shop = await harness.AddShopAsync("one");
        var schedules = harness.Services.GetRequiredService<TrainingSchedules>();
        var added = await schedules.AddAsync(shop, "0 3 * * 1", s_request, Token);

        (await schedules.TakeAsync(added.Schedule.Id, Token))!.Value.Request.Model.ShouldBe(s_request.Model);
        (await schedules.EnableAsync(shop, added.Schedule.Id, false, Token)).ShouldBeTrue();

        (await schedules.TakeAsync(added.Schedule.Id, Token)).ShouldBeNull();
        (await schedules.ListAsync(shop, Token)).Single().NextUtc.ShouldBeNull();
        (await schedules.EnableAsync(shop + 1, added.Schedule.Id, true, Token)).ShouldBeFalse();
    }
}
