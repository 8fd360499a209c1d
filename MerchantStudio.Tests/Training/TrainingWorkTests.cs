using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Training;

public sealed class TrainingWorkTests(TrainedShop fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunNowAsync_AllModels_PutsEveryModelOnOneLeaderboardWithItsBaselines()
    {
        var shop = await fixture.ReadyAsync();

        shop.Run.State.ShouldBe(RunState.Succeeded, shop.Run.Error);
        var result = TrainingResult.Of(shop.Run)!;
        result.Models.Select(model => model.Model).ShouldBe(RecommenderCatalog.All.Select(model => model.Name), ignoreOrder: true);
        result.Models.Where(model => model.Report is not null).ShouldAllBe(model => model.Report!.Variants.Count == 2);
        var better = result.Models.Where(model => model.BetterThanPopularity == true).ToList();
        better.ShouldNotBeEmpty();
        better.ShouldAllBe(model => model.Report!.Variants[0].Comparisons.Any(one => one.Baseline == "Popularity" && one.Metric == "ndcg" && one.K == 10 && one.Low > 0));
        result.Models.Single(model => model.Model == "Popularity").BetterThanPopularity.ShouldBeNull();
    }

    [Fact]
    public async Task RunNowAsync_AnyRun_RecordsAllThatRepeatsIt()
    {
        var shop = await fixture.ReadyAsync();
        var result = TrainingResult.Of(shop.Run)!;

        (shop.Run.Seed, shop.Run.Protocol, shop.Run.RequestedDevice).ShouldBe((5ul, "time", "auto"));
        shop.Run.DataFingerprint!.Length.ShouldBe(64);
        shop.Run.CodeVersion.ShouldNotBeNullOrEmpty();
        shop.Run.Device.ShouldNotBeNullOrEmpty();
        (result.SnapshotFormat, result.DataVersion).ShouldBe((Core.Snapshots.SnapshotHeader.CurrentFormat, 1));
        result.SnapshotFingerprint.ShouldNotBeNullOrEmpty();
        result.Seconds.Keys.ShouldBe([RunStages.Read, RunStages.Tune, RunStages.Fit, RunStages.Evaluate, RunStages.Refit], ignoreOrder: true);
        (await shop.Runs.Journals.TailAsync(shop.Run.Id, Token)).ShouldContain(line => line.Contains("ItemKnn: all nDCG@10", StringComparison.Ordinal));
        (await shop.Runs.Journals.CurveAsync(shop.Run.Id, Token)).ShouldContain(point => point.Series == "ItemKnn/validation nDCG@10");
    }

    [Fact]
    public async Task RunNowAsync_TheFirstRun_MakesTheBestOnValidationLive()
    {
        var shop = await fixture.ReadyAsync();
        var versions = await shop.Registry.ListAsync(shop.ShopId, Token);

        var result = TrainingResult.Of(shop.Run)!;
        var best = result.Models.Where(model => model.BetterThanPopularity == true).MaxBy(model => model.Report!.Variants[0].ValidationNdcg10)!;
        versions.Select(version => version.Id).ShouldContain(best.VersionId!.Value);
        (await shop.Services.GetRequiredService<AuditLog>().ReadAsync(shop.ShopId, "model.", 0, 10, Token)).Entries
            .ShouldContain(entry => entry.Action == "model.live" && entry.Subject == $"model-version/{best.VersionId}");
    }

    [Fact]
    public async Task RunNowAsync_TheSameAgain_GivesTheSameFigures()
    {
        await using var harness = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), TrainedShop.Stages);
        await using var db = harness.Contexts.CreateDbContext();
        var shop = await TasteShop.AddAsync(db, "planted", Token);
        var training = harness.Services.GetRequiredService<TrainingService>();
        var request = TrainedShop.Request with { Model = "ItemKnn" };

        var first = TrainingResult.Of(await training.RunNowAsync(shop, request, Token))!;
        var second = TrainingResult.Of(await training.RunNowAsync(shop, request, Token))!;

        Figures(first).ShouldBe(Figures(second));
        first.Models.Select(model => model.Model).ShouldBe(RecommenderCatalog.Baselines);
        first.Models.Where(model => model.VersionId is not null).Select(model => model.Model).ShouldBe(["ItemKnn"]);
    }

    [Fact]
    public async Task ResumeAsync_ARunWithFinishedParts_DoesNotTrainThemAgain()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), TrainedShop.Stages);
        await using var db = storage.Contexts.CreateDbContext();
        var shop = await TasteShop.AddAsync(db, "planted", Token);
        var services = storage.Services;
        var (training, runs) = (services.GetRequiredService<TrainingService>(), services.GetRequiredService<RunServices>());
        using var stop = new CancellationTokenSource();
        using var watching = runs.Hub.Watch(shop, null, live => StopAfter("SequentialRules", live, stop));
        var left = await training.RunNowAsync(shop, TrainedShop.Request, stop.Token);
        left.State.ShouldBe(RunState.Interrupted);
        (await services.GetRequiredService<Core.Serving.ModelRegistry>().ListAsync(shop, Token)).ShouldBeEmpty();

        (await training.ResumeAsync(shop, left.Id, Token)).ShouldBeTrue();
        await training.RunAsync(left.Id, Token);

        var run = (await runs.Ledger.FindAsync(shop, left.Id, Token))!;
        run.State.ShouldBe(RunState.Succeeded, run.Error);
        var log = await runs.Journals.TailAsync(left.Id, Token);
        log.Count(line => line.Contains(" SequentialRules: ", StringComparison.Ordinal)).ShouldBe(1);
        TrainingResult.Of(run)!.Models.Select(model => model.Model).ShouldBe(RecommenderCatalog.All.Select(model => model.Name), ignoreOrder: true);
    }

    [Fact]
    public async Task RunNowAsync_AShopWithoutPurchases_FailsInWordsAndSavesNothing()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", new PostgreSqlServer(), TrainedShop.Stages);
        await using var db = storage.Contexts.CreateDbContext();
        var shop = new Shop { Slug = "empty", Name = "Empty", Currency = "GBP", TimeZoneId = "UTC", CreatedUtc = DateTime.UnixEpoch };
        db.Add(shop);
        await db.SaveChangesAsync(Token);

        var run = await storage.Services.GetRequiredService<TrainingService>().RunNowAsync(shop.Id, TrainedShop.Request, Token);

        run.State.ShouldBe(RunState.Failed);
        RunErrors.Parse(run.Error!).Key.ShouldBe(RunErrors.TooLittleData);
        (await storage.Services.GetRequiredService<Core.Serving.ModelRegistry>().ListAsync(shop.Id, Token)).ShouldBeEmpty();
    }

    private static void StopAfter(string model, RunLive live, CancellationTokenSource stop)
    {
        if (live.LogTail.Any(line => line.Contains($" {model}: ", StringComparison.Ordinal)))
        {
            stop.Cancel();
        }
    }

    private static IEnumerable<(string Model, string Metric, int K, double? Value)> Figures(TrainingResult result) =>
        result.Models.SelectMany(model => model.Report!.Variants[0].Metrics.Select(metric => (model.Model, metric.Metric, metric.K, metric.Value)));
}
