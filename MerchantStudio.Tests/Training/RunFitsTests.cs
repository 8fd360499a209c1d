using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Blend;
using MerchantStudio.Core.Training;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Training;

/// <summary>How often a run fits, and what its blend is made of.</summary>
[Trait("Category", "Native")]
public sealed class RunFitsTests
{
    // Training a blend takes a while, so the tests that look at one look at the same.
    private static readonly Lazy<List<TrainedRecommender>> s_blend = new(() => Run(Options("time", "Blend"), _ => { }));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Train_TransformerLeaveLastOut_TestsTheVeryFitThatValidationChose()
    {
        _ = OnnxEngines.Cpu();
        var fits = new HashSet<(string Stage, double Step)>();
        var options = Options("leave-last-out", "SequentialTransformer");

        var trained = Run(options, progress =>
        {
            if (progress.Model == "SequentialTransformer" && progress.Values?.TryGetValue("step", out var step) == true)
            {
                fits.Add((progress.Stage, step));
            }
        }).Single(one => one.Model == "SequentialTransformer");

        var report = trained.Report.ShouldNotBeNull(trained.Failure?.Message);
        // The first variant takes the fit of the tuning; only the second, with the validation purchases, and the last are fitted, and briefly.
        var taken = fits.GroupBy(one => one.Stage).ToDictionary(stage => stage.Key, stage => stage.Count());
        taken.Keys.ShouldBe([TrainingStages.Tune, TrainingStages.Fit, TrainingStages.Refit], ignoreOrder: true);
        taken[TrainingStages.Fit].ShouldBeLessThan(taken[TrainingStages.Tune]);
        taken[TrainingStages.Refit].ShouldBeLessThan(taken[TrainingStages.Tune]);
        report.Variants[0].Settings["epochs"].ShouldBeGreaterThan(0);
        report.Variants[0].ValidationNdcg10!.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Train_Blend_IsComparedWithEveryPartThatTheRunFitted()
    {
        _ = OnnxEngines.Cpu();
        var trained = s_blend.Value;

        var blend = trained[^1];
        blend.Model.ShouldBe("Blend");
        // The planted shop is too small for one of the parts; the others are there.
        var parts = trained.Select(one => one.Model).Where(model => model != "Blend").ToArray();
        parts.ShouldBe(["Popularity", "BuyAgain", "ItemKnn", "SequentialTransformer", "SequentialRules", "Ease"]);
        var views = parts.Sum(part => RecommenderCatalog.Get(part).Settings.Settings.Sum(setting => setting.Views.Count) is > 0 and var several ? several : 1);
        foreach (var variant in blend.Report.ShouldNotBeNull(blend.Failure?.Message).Variants)
        {
            variant.Comparisons.Select(one => one.Baseline).Distinct().ShouldBe(parts, ignoreOrder: true);
            variant.Settings.Count.ShouldBe(views * BlendFeatures.PerPart);
        }
    }

    [Fact]
    public void Train_BlendWhosePartsAreFinished_TakesTheirSettingsAndDoesNotTrainThemAgain()
    {
        _ = OnnxEngines.Cpu();
        var first = s_blend.Value;
        var finished = first.Where(one => one.Model is not ("Blend" or "Popularity" or "BuyAgain" or "ItemKnn")).ToDictionary(one => one.Model, one => one.Report!);

        var again = Run(Options("time", "Blend") with { Models = ["Blend"], Finished = finished }, _ => { });

        again.Select(one => one.Model).ShouldBe(["Popularity", "BuyAgain", "ItemKnn", "Blend"]);
        Ndcg(again[^1]).ShouldBe(Ndcg(first[^1]), 0.05);
    }

    [Fact]
    public void Train_BaselinesThatWereMeasuredBefore_AreMeasuredAgainWithoutChoosingTheirSettings()
    {
        var first = Run(Options("time", "ItemKnn") with { TuningBudget = TimeSpan.FromMinutes(1) }, _ => { });
        var stages = new List<(string Model, string Stage)>();

        var again = Run(Options("time", "ItemKnn") with { Measured = first.ToDictionary(one => one.Model, one => one.Report!) },
            progress => stages.Add((progress.Model, progress.Stage)));

        stages.ShouldNotContain(at => at.Stage == TrainingStages.Tune);
        first[^1].Report!.Variants.ShouldContain(variant => variant.SettingsTried > 1);
        foreach (var (one, other) in first.Zip(again))
        {
            Ndcg(other).ShouldBe(Ndcg(one));
            other.Report!.Variants.Select(variant => (variant.SettingsTried, variant.ValidationNdcg10))
                .ShouldBe(one.Report!.Variants.Select(variant => (variant.SettingsTried, variant.ValidationNdcg10)));
            other.Report.Variants.SelectMany(variant => variant.Settings).ShouldBe(one.Report.Variants.SelectMany(variant => variant.Settings));
        }
    }

    [Fact]
    public void Train_ForcedDeviceThatIsNotThere_FailsTheModelAndTheBlendOfIt()
    {
        _ = OnnxEngines.Cpu();
        var options = Options("time", "Blend");
        options = options with { Context = options.Context with { Device = "cuda" } };

        var trained = Run(options, _ => { });

        Assert.SkipWhen(trained.Single(one => one.Model == "SequentialTransformer").Failure is null, "There is a CUDA device here.");
        trained[^1].Failure.ShouldNotBeNull().Message.ShouldContain("cuda");
        trained.Single(one => one.Model == "SequentialRules").Failure.ShouldBeNull();
    }

    private static double Ndcg(TrainedRecommender trained) =>
        trained.Report!.Variants[0].Metrics.Single(metric => metric is { Metric: "ndcg", K: 10 }).Value!.Value;

    // Models are of no use after the run, so only what is said about them is kept.
    private static List<TrainedRecommender> Run(RecommenderTrainingOptions options, Action<RecommenderTrainingProgress> progress) =>
        [.. new RecommenderTraining(PlantedShop.Build(customers: 260), options).Train(progress, Token)];

    private static RecommenderTrainingOptions Options(string protocol, string model) => new()
    {
        Models = model == "Blend" ? ["SequentialTransformer", "Blend"] : [model],
        Protocol = protocol,
        Context = new FitContext { Seed = 3, Device = "cpu", MaxThreads = 2 },
        TuningBudget = TimeSpan.Zero,
        FitBudget = TimeSpan.FromSeconds(20),
        Evaluation = new() { BootstrapResamples = 100 },
    };
}
