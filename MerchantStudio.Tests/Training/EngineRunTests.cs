using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Tests.Onnx.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Training;

/// <summary>Whole runs of a model that the engine trains: stopped in the middle, cancelled, and failing.</summary>
[Collection(nameof(CountsNativeObjects))]
[Trait("Category", "Native")]
public sealed class EngineRunTests
{
    private const int Customers = 210;

    private static readonly TrainingRequest s_request = EngineShop.Request;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ResumeAsync_AProcessThatEndedInTheMiddleOfAFit_GoesOnFromItsCheckpointAndFindsTheSame()
    {
        await using var shop = await EngineShop.CreateAsync(Customers);
        var whole = TrainingResult.Of(await shop.Training.RunNowAsync(shop.Id, s_request, Token)).ShouldNotBeNull();
        using var stop = new CancellationTokenSource();
        TrainingRun left;
        using (shop.Runs.Hub.Watch(shop.Id, null, live => StopAfterEpochs(3, live, stop)))
        {
            left = await shop.Training.RunNowAsync(shop.Id, s_request, stop.Token);
        }

        left.State.ShouldBe(RunState.Interrupted);
        Directory.GetFiles(shop.Runs.Folders.Run(left.Id), "progress.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Directory.GetFiles(shop.Runs.Folders.Run(left.Id), "*.json", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldContain("ItemKnn.json");
        (await shop.Registry.ListAsync(shop.Id, Token)).ShouldAllBe(version => version.RunId != left.Id);
        var before = (await shop.Runs.Journals.CurveAsync(left.Id, Token)).Count(IsEpoch);
        (await shop.Training.ResumeAsync(shop.Id, left.Id, Token)).ShouldBeTrue();
        await shop.Training.RunAsync(left.Id, Token);

        var run = (await shop.Runs.Ledger.FindAsync(shop.Id, left.Id, Token))!;
        run.State.ShouldBe(RunState.Succeeded, run.Error);
        Ndcg(TrainingResult.Of(run)!).ShouldBe(Ndcg(whole));
        before.ShouldBeGreaterThanOrEqualTo(3);
        Directory.GetFiles(shop.Runs.Folders.Run(left.Id), "progress.json", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task CancelAsync_InTheMiddleOfAFit_FreesEverySessionAndKeepsNoHalfModel()
    {
        await using var shop = await EngineShop.CreateAsync(Customers);
        var before = OrtHandle.Open;
        var most = 0;
        using var watching = shop.Runs.Hub.Watch(shop.Id, null, live =>
        {
            most = Math.Max(most, OrtHandle.Open);
            if (live.Curve.Any(IsEpoch))
            {
                shop.Runs.Cancellation.Request(live.RunId);
            }
        });

        var run = await shop.Training.RunNowAsync(shop.Id, s_request, Token);

        run.State.ShouldBe(RunState.Cancelled);
        most.ShouldBeGreaterThan(before);
        OrtHandle.Open.ShouldBe(before);
        (await shop.Registry.ListAsync(shop.Id, Token)).ShouldBeEmpty();
        Directory.GetDirectories(shop.Runs.Folders.Run(run.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunNowAsync_ForcedDeviceThatIsNotThere_FailsInWordsAndLeavesTheLiveModelAlone()
    {
        await using var shop = await EngineShop.CreateAsync(Customers);
        await shop.MakeLiveAsync("Popularity");
        var live = (await shop.Registry.FindAsync(shop.Id, null, Token)).ShouldNotBeNull();

        var run = await shop.Training.RunNowAsync(shop.Id, s_request with { Device = "cuda" }, Token);

        Assert.SkipWhen(run.State == RunState.Succeeded, "There is a CUDA device here.");
        run.State.ShouldBe(RunState.Failed);
        RunErrors.Parse(run.Error!).Key.ShouldBe(RunErrors.DeviceUnavailable);
        run.Error!.ShouldContain("cuda");
        (await shop.Registry.FindAsync(shop.Id, null, Token)).ShouldBe(live);
    }

    [Fact]
    public async Task RunNowAsync_AModelOfTheEngine_SaysWhereItWasComputedAndLeavesItsGraph()
    {
        await using var shop = await EngineShop.CreateAsync(Customers);

        var run = await shop.Training.RunNowAsync(shop.Id, s_request, Token);

        var model = TrainingResult.Of(run)!.Models.Single(one => one.Model == "SequentialTransformer");
        model.Engine.ShouldNotBeNull(model.Error).Provider.ShouldBe("cpu");
        model.ExamplesPerSecond!.Value.ShouldBeGreaterThan(0);
        TrainingResult.Of(run)!.CpuSeconds!.Value.ShouldBeGreaterThan(0);
        var graphs = shop.Services.GetRequiredService<ServingGraphs>();
        new FileInfo((await graphs.FindAsync(shop.Id, run.Id, Token)).ShouldNotBeNull()).Length.ShouldBeGreaterThan(1000);
        (await graphs.FindAsync(shop.Id + 1, run.Id, Token)).ShouldBeNull();
        (await graphs.FindAsync(shop.Id, run.Id + 1, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task RecommendAsync_OfATransformer_GivesReasonsThatAddUpToTheScoreInJsonToo()
    {
        await using var shop = await EngineShop.CreateAsync(Customers);
        await shop.MakeLiveAsync("SequentialTransformer");
        var list = await shop.Services.GetRequiredService<RecommendationService>().RecommendAsync(
            new RecommendationQuery { ShopId = shop.Id, CustomerKey = TasteShop.KeyOf(4), Count = 10 }, Token);

        list.Model.ShouldBe("SequentialTransformer");
        list.Items.Count.ShouldBe(10);
        // The last place is a newcomer's, of whom the model knows nothing.
        list.Items.SkipLast(1).ShouldAllBe(item => item.Reasons.Count(reason => reason.Kind == ReasonKind.Purchase) > 1);
        list.Items[^1].Reasons.Single().Kind.ShouldBe(ReasonKind.NewOfInterest);
        foreach (var item in JsonSerializer.SerializeToElement(list, JsonSerializerOptions.Web).GetProperty("items").EnumerateArray())
        {
            item.GetProperty("reasons").EnumerateArray().Sum(reason => reason.GetProperty("value").GetDouble())
                .ShouldBe(item.GetProperty("score").GetDouble(), 1e-9);
        }
    }

    private static void StopAfterEpochs(int count, RunLive live, CancellationTokenSource stop)
    {
        if (live.Curve.Count(IsEpoch) >= count)
        {
            stop.Cancel();
        }
    }

    private static bool IsEpoch(CurvePoint point) => point.Series == "SequentialTransformer/validation nDCG@10 by epoch";

    private static double?[] Ndcg(TrainingResult result) =>
        [.. result.Models.Single(model => model.Model == "SequentialTransformer").Report!.Variants.Select(variant => variant.Metrics.Single(metric => metric is { Metric: "ndcg", K: 10 }).Value)];
}
