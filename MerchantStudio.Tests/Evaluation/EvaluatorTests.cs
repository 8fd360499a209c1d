using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly EvaluationOptions s_options = new() { Ks = [1, 3, 10], BootstrapResamples = 50 };

    [Theory, InlineData("Popularity"), InlineData("ItemKnn")]
    public void Evaluate_EveryProtocolAndAnyShop_EqualsTheSlowReference(string name) => Prop.ForAll<byte>(seed =>
    {
        var data = PlantedShop.Build(customers: 24, basketsEach: 7, seed: seed).InPopularityOrder();
        return ProtocolCatalog.All.Where(protocol => protocol.Name != "retail-temporal").SelectMany(protocol => protocol.Final(data))
            .All(trial => AgreesWithReference(trial, name));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void Evaluate_ModelThatKnowsTheFuture_IsPerfect()
    {
        var trial = new TimeProtocol("planted", new RowRules()).Final(PlantedShop.Build())[0];
        using var oracle = new OracleModel(trial);

        var result = Evaluator.Evaluate(trial, oracle, s_options, TestContext.Current.CancellationToken);

        result.PerCustomer[("ndcg", 10)].ShouldAllBe(value => Math.Abs(value - 1) < 1e-12);
        result.PerCustomer[("mrr", 1)].ShouldAllBe(value => value == 1);
    }

    [Fact]
    public void Evaluate_ShuffledPurchases_ShowsNoSkillBeyondPopularity()
    {
        // With every purchase drawn at random there is nothing to learn: a personal model that still wins has seen the answers.
        var random = new Core.Numerics.SeededRandom(4);
        var builder = new InteractionDataBuilder();
        for (var i = 0; i < 4000; i++)
        {
            builder.Add($"c{random.NextInt(200)}", $"i{random.NextInt(60)}", $"{i}", PlantedShop.Day(0, i));
        }

        var trial = new TimeProtocol("shuffled", new RowRules()).Final(builder.Build())[1];
        using var popular = Fit("Popularity", trial);
        using var personal = Fit("Ease", trial);

        Score(trial, personal).ShouldBe(Score(trial, popular), 0.05);
    }

    [Fact]
    public void Compare_ModelWithItself_DiffersByNothing()
    {
        var trial = new TimeProtocol("planted", new RowRules()).Final(PlantedShop.Build())[0];
        using var model = Fit("ItemKnn", trial);
        var result = Evaluator.Evaluate(trial, model, s_options, TestContext.Current.CancellationToken);

        Reporting.Compare(result, "ItemKnn", result, s_options).ShouldAllBe(one => one.Difference == 0 && !one.IsBetter);
    }

    [Fact]
    public void Compare_OracleWithPopularity_IsBetterBeyondDoubt()
    {
        var trial = new TimeProtocol("planted", new RowRules()).Final(PlantedShop.Build())[0];
        using var popular = Fit("Popularity", trial);
        using var oracle = new OracleModel(trial);
        var best = Evaluator.Evaluate(trial, oracle, s_options, TestContext.Current.CancellationToken);

        var comparisons = Reporting.Compare(
            best, "Popularity", Evaluator.Evaluate(trial, popular, s_options, TestContext.Current.CancellationToken), s_options);

        comparisons.Single(one => one.Metric == "ndcg" && one.K == 10).IsBetter.ShouldBeTrue();
    }

    [Fact]
    public void Evaluate_Segments_PartTheCustomersAndTheItems()
    {
        var trial = new TimeProtocol("planted", new RowRules()).Final(PlantedShop.Build())[0];
        using var model = Fit("ItemKnn", trial);

        var result = Evaluator.Evaluate(trial, model, s_options, TestContext.Current.CancellationToken);

        string[] customers = [Segments.NewCustomers, Segments.LightCustomers, Segments.HeavyCustomers];
        customers.Sum(name => result.Segments[name][("ndcg", 10)].Length).ShouldBe(result.Customers);
        result.Segments[Segments.HeadItems][("recall", 10)].Length.ShouldBeGreaterThan(0);
        Reporting.SegmentReports(result, s_options).Count.ShouldBe(5);
    }

    [Theory, InlineData(1, "customers-new"), InlineData(2, "customers-light"), InlineData(4, "customers-light"), InlineData(5, "customers-heavy")]
    public void OfCustomer_Baskets_DecideTheSegment(int baskets, string expected) =>
        Segments.OfCustomer(History.FromItems([.. Enumerable.Range(0, baskets)])).ShouldBe(expected);

    private static bool AgreesWithReference(Trial trial, string name)
    {
        using var model = Fit(name, trial);
        var fast = Evaluator.Evaluate(trial, model, s_options, TestContext.Current.CancellationToken);
        return fast.Customers == 0 || s_options.Ks.All(k => EvaluationReference.Means(trial, model, k)
            .All(pair => Math.Abs(fast.PerCustomer[(pair.Key, k)].Average() - pair.Value) < 1e-9));
    }

    private static IRecommenderModel Fit(string name, Trial trial)
    {
        var recommender = RecommenderCatalog.Get(name);
        return recommender.Fit(trial.Split.Train, recommender.Settings.Defaults, new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
    }

    private static double Score(Trial trial, IRecommenderModel model) =>
        Evaluator.TuningScore(trial, model, 1, TestContext.Current.CancellationToken);

    private sealed class OracleModel(Trial trial) : IRecommenderModel
    {
        public string Name => "Oracle";

        public int ItemCount => trial.Split.Train.ItemCount;

        public RecommenderSettings Settings { get; } = new([]);

        public void Score(History history, Span<float> scores)
        {
            scores.Clear();
            foreach (var item in trial.Cases.First(held => ReferenceEquals(held.History, history)).Relevant)
            {
                scores[item] = 1;
            }
        }

        public Explanation Explain(History history, int item) => Explanation.Of(item, []);

        public IRecommenderModel WithScoring(RecommenderSettings settings) => this;

        public void Save(string folder) => throw new NotSupportedException("The future is not saved.");

        public void Dispose()
        {
        }
    }
}
