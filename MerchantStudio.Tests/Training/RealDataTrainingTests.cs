using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Training;
using MerchantStudio.Tests.Evaluation;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Training;

/// <summary>
/// Whole runs on the real data sets, settings chosen on validation: no model more than a hundredth below the figure of an independent
/// implementation of the same protocol, and the best above the best of that one.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RealDataTrainingTests
{
    [Fact]
    public void Train_OnlineRetail_ReachesTheIndependentFiguresAndItsBestIsBetter()
    {
        var data = RealInteractions.OnlineRetail(DataSets.Require("online_retail.csv.gz"));
        var reports = Train(data, "retail-temporal", "Ease", "ImplicitAls");

        ShouldReach(reports, "all", ("Popularity", 0.105), ("BuyAgain", 0.363), ("ItemKnn", 0.356), ("Ease", 0.363), ("ImplicitAls", 0.363));
        ShouldReach(reports, "new", ("Popularity", 0.047), ("ItemKnn", 0.099), ("Ease", 0.110), ("ImplicitAls", 0.111));
        reports.Values.Max(report => Ndcg10(report, "all")).ShouldBeGreaterThan(0.3635);
        reports.Values.Max(report => Ndcg10(report, "new")).ShouldBeGreaterThan(0.1115);
        foreach (var variant in reports["Ease"].Variants)
        {
            variant.Comparisons.Single(one => one is { Baseline: "Popularity", Metric: "ndcg", K: 10 }).IsBetter.ShouldBeTrue();
        }

        foreach (var model in new[] { "Popularity", "BuyAgain", "ItemKnn", "Ease" })
        {
            ShouldEqualTheSlowReference(data, reports[model]);
        }
    }

    [Fact]
    public void Train_Beauty_ReachesTheIndependentFigures()
    {
        var reports = Train(RealInteractions.Beauty(DataSets.Require("beauty_sequences.csv.gz")), "leave-last-out", "SequentialRules", "Ease");

        ShouldReach(reports, "new", ("Popularity", 0.0053), ("ItemKnn", 0.0419), ("SequentialRules", 0.0519), ("Ease", 0.0455));
        ShouldReach(reports, "new-refit", ("Popularity", 0.0059), ("ItemKnn", 0.0483), ("SequentialRules", 0.0600), ("Ease", 0.0531));
    }

    private static Dictionary<string, EvaluationReport> Train(Core.Features.InteractionData data, string protocol, params string[] models)
    {
        var options = new RecommenderTrainingOptions
        {
            Models = models,
            Protocol = protocol,
            Context = new FitContext { Seed = 1 },
            TuningBudget = TimeSpan.FromMinutes(15),
            FitOnAllData = false,
        };
        return new RecommenderTraining(data, options).Train(_ => { }, TestContext.Current.CancellationToken)
            .ToDictionary(trained => trained.Model, trained => trained.Report.ShouldNotBeNull());
    }

    /// <summary>The whole leaderboard once more: fitted with the settings that were chosen, every customer's whole catalogue sorted, counted along the list.</summary>
    private static void ShouldEqualTheSlowReference(Core.Features.InteractionData data, EvaluationReport report)
    {
        var protocol = ProtocolCatalog.Get("retail-temporal");
        var recommender = RecommenderCatalog.Get(report.Model);
        foreach (var trial in protocol.Final(protocol.Prepare(data)))
        {
            var variant = report.Variants.Single(one => one.Variant == trial.Variant);
            using var model = recommender.Fit(
                trial.Split.Train, new RecommenderSettings(variant.Settings), new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
            foreach (var k in new[] { 10, 20 })
            {
                foreach (var (metric, mean) in EvaluationReference.Means(trial, model, k))
                {
                    // Scores are added up in another order, which may turn two items of nearly the same score round.
                    variant.Metrics.Single(one => one.Metric == metric && one.K == k).Value!.Value.ShouldBe(mean, 1e-5, $"{report.Model} {trial.Variant} {metric}@{k}");
                }
            }
        }
    }

    private static void ShouldReach(Dictionary<string, EvaluationReport> reports, string variant, params (string Model, double Figure)[] figures)
    {
        foreach (var (model, figure) in figures)
        {
            Ndcg10(reports[model], variant).ShouldBeGreaterThan(0.99 * figure, $"{model}, {variant}");
        }
    }

    private static double Ndcg10(EvaluationReport report, string variant) =>
        report.Variants.Single(one => one.Variant == variant).Metrics.Single(one => one is { Metric: "ndcg", K: 10 }).Value.ShouldNotBeNull();
}
