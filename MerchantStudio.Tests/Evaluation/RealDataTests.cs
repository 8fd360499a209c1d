using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Evaluation;

/// <summary>
/// Fixed settings on the real data sets against figures of an independent implementation in numpy of the same two protocols; the
/// settings are those that it chose on validation.
/// </summary>
public sealed class RealDataTests
{
    private static readonly Dictionary<string, IReadOnlyList<Trial>> s_trials = [];

    [Theory]
    [InlineData("Popularity", "", 0.105, 0.047)]
    [InlineData("BuyAgain", "", 0.363, 0.047)]
    public void RetailTemporal_FixedSettings_ReachTheIndependentFigures(string model, string settings, double all, double onlyNew)
    {
        var trials = Trials("retail-temporal", "online_retail.csv.gz", RealInteractions.OnlineRetail);

        trials[0].Cases.Count.ShouldBe(1889);
        trials[1].Cases.Count.ShouldBe(1809);
        trials[0].Split.Train.ItemCount.ShouldBe(3491);
        Ndcg(trials[0], model, settings).ShouldBe(all, 0.001);
        Ndcg(trials[1], model, settings).ShouldBe(onlyNew, 0.001);
    }

    [Theory, InlineData("Popularity"), InlineData("BuyAgain"), InlineData("ItemKnn")]
    public void RetailTemporal_EveryTenthCustomer_HasTheFiguresOfAPlainSortOfTheWholeCatalogue(string model)
    {
        const int Nth = 10;
        var recommender = RecommenderCatalog.Get(model);
        foreach (var trial in Trials("retail-temporal", "online_retail.csv.gz", RealInteractions.OnlineRetail))
        {
            using var fitted = recommender.Fit(
                trial.Split.Train, recommender.Settings.Defaults, new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
            var measured = Evaluator.Evaluate(
                trial, fitted, new EvaluationOptions { Ks = [10], BootstrapResamples = 1, Threads = 2 }, TestContext.Current.CancellationToken);

            foreach (var (metric, mean) in EvaluationReference.Means(trial, fitted, 10, Nth))
            {
                measured.PerCustomer[(metric, 10)].Where((_, i) => i % Nth == 0).Average().ShouldBe(mean, 1e-12, $"{model} {trial.Variant} {metric}");
            }
        }
    }

    [Theory]
    [InlineData("Popularity", "", 0.0053, 0.0059)]
    [InlineData("SequentialRules", "steps=20 decay=0.3", 0.0519, 0.0600)]
    public void LeaveLastOut_FixedSettings_ReachTheIndependentFigures(string model, string settings, double without, double with)
    {
        var trials = Trials("leave-last-out", "beauty_sequences.csv.gz", RealInteractions.Beauty);

        trials[0].Cases.Count.ShouldBe(22_363);
        Ndcg(trials[0], model, settings).ShouldBe(without, 0.01 * without);
        Ndcg(trials[1], model, settings).ShouldBe(with, 0.01 * with);
    }

    /// <summary>Read once: the tests of a class run one after another.</summary>
    private static IReadOnlyList<Trial> Trials(string protocol, string file, Func<string, InteractionData> read)
    {
        if (!s_trials.TryGetValue(protocol, out var trials))
        {
            var rules = ProtocolCatalog.Get(protocol);
            trials = rules.Final(rules.Prepare(read(DataSets.Require(file))));
            s_trials.Add(protocol, trials);
        }

        return trials;
    }

    private static double Ndcg(Trial trial, string name, string settings)
    {
        var recommender = RecommenderCatalog.Get(name);
        var values = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
        using var model = recommender.Fit(
            trial.Split.Train, recommender.Settings.Complete(values), new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
        return Evaluator.TuningScore(trial, model, 2, TestContext.Current.CancellationToken);
    }
}
