using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Training;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Training;

public sealed class RecommenderTrainingTests
{
    [Fact]
    public void Train_PlantedShop_ReportsEveryModelBesideTheBaselines()
    {
        var progress = new List<RecommenderTrainingProgress>();
        var trained = Training("time", "SequentialRules", PlantedShop.Build()).Train(progress.Add, TestContext.Current.CancellationToken).ToList();

        trained.Select(one => one.Model).ShouldBe(["Popularity", "BuyAgain", "ItemKnn", "SequentialRules"]);
        var last = trained[^1].Report.ShouldNotBeNull();
        last.Variants.Select(variant => variant.Variant).ShouldBe(["all", "new"]);
        last.Variants[1].Comparisons.Select(one => one.Baseline).Distinct().ShouldBe(["Popularity", "BuyAgain", "ItemKnn"]);
        last.Variants[1].Comparisons.Single(one => one is { Baseline: "Popularity", Metric: "ndcg", K: 10 }).IsBetter.ShouldBeTrue();
        trained.ShouldAllBe(one => one.Fitted!.ItemCount == one.Items.Count);
        progress.Select(one => one.Fraction).ShouldBeInOrder();
        progress[^1].Fraction.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Train_SameSeedTwice_GivesTheSameFigures()
    {
        var first = Training("leave-last-out", "SequentialRules").Train(_ => { }, TestContext.Current.CancellationToken).Last();
        var second = Training("leave-last-out", "SequentialRules").Train(_ => { }, TestContext.Current.CancellationToken).Last();

        second.Report!.Variants[0].Metrics.ShouldBe(first.Report!.Variants[0].Metrics);
        second.Report!.Variants[0].Settings.ShouldBe(first.Report!.Variants[0].Settings);
    }

    [Fact]
    public void Train_OnlyTheTestPurchasesChange_ChoosesTheSameSettings()
    {
        var data = PlantedShop.Build(customers: 30, basketsEach: 10);
        var border = TimeSplit.At(data, 0.8);
        var changed = data.WhereKeepingIds(i => data.UtcTicks[i] < border || data.Items[i] % 2 == 0 || data.UtcTicks[i] == data.TimeRange().Last);

        var before = Training("time", "ItemKnn", data).Train(_ => { }, TestContext.Current.CancellationToken).Last();
        var after = Training("time", "ItemKnn", changed).Train(_ => { }, TestContext.Current.CancellationToken).Last();

        after.Report!.Variants.Select(v => (v.ValidationNdcg10, new RecommenderSettings(v.Settings)))
            .ShouldBe(before.Report!.Variants.Select(v => (v.ValidationNdcg10, new RecommenderSettings(v.Settings))));
    }

    [Fact]
    public void Train_TokenCancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => Training("time", "Ease").Train(_ => { }, cancelled.Token).ToList());
    }

    [Fact]
    public void Train_NoTimeForTuning_StillFitsOnce()
    {
        var options = Options("time", "ItemKnn") with { TuningBudget = TimeSpan.Zero };

        var trained = new RecommenderTraining(PlantedShop.Build(customers: 60), options).Train(_ => { }, TestContext.Current.CancellationToken).Last();

        trained.TuningOutOfTime.ShouldBeTrue();
        trained.Report!.Variants[0].SettingsTried.ShouldBe(1);
    }

    [Theory, InlineData("time"), InlineData("leave-last-out")]
    public void Train_ShopOfOneMoment_HasNobodyToTryAndStillFits(string protocol)
    {
        var data = new InteractionDataBuilder().Add("a", "x", "1", PlantedShop.Day(0)).Add("b", "y", "2", PlantedShop.Day(0)).Build();

        var trained = Training(protocol, "Ease", data).Train(_ => { }, TestContext.Current.CancellationToken).ToList();

        trained.ShouldAllBe(one => one.Failure == null && one.Report!.Variants.All(variant => variant.Customers == 0));
        trained.ShouldAllBe(one => one.Report!.Variants[0].Metrics.First(metric => metric.Metric == "ndcg").Value == null);
        trained[^1].Fitted!.ItemCount.ShouldBe(2);
    }

    [Fact]
    public void Of_SmallShop_SaysWhatIsMissing()
    {
        var readiness = Readiness.Of(RecommenderCatalog.Get("Ease"), PlantedShop.Build(customers: 30));

        readiness.IsReady.ShouldBeFalse();
        readiness.Lines.Single(line => line.What == "Customers").ShouldBe(new ReadinessLine("Customers", 30, 100, IsMet: false));
    }

    private static RecommenderTraining Training(string protocol, string model, InteractionData? data = null) =>
        new(data ?? PlantedShop.Build(customers: 60), Options(protocol, model));

    private static RecommenderTrainingOptions Options(string protocol, string model) => new()
    {
        Models = [model],
        Protocol = protocol,
        Context = new FitContext { Seed = 3 },
        TuningBudget = TimeSpan.FromMinutes(10),
        Evaluation = new() { BootstrapResamples = 100 },
    };
}
