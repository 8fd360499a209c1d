using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Blend;
using MerchantStudio.Core.Recommenders.ItemKnn;
using MerchantStudio.Core.Recommenders.Popularity;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders.Blend;

public sealed class BlendLearnerTests
{
    private const int Items = 40;
    private const int Customers = 300;

    [Fact]
    public void Learn_TwoPartsThatEachKnowHalf_IsBetterThanEither()
    {
        var (left, right) = (new HalfKnowing(even: true), new HalfKnowing(even: false));
        var learnt = Learn(left, right);

        learnt.Score.ShouldBeGreaterThan(1.2 * Math.Max(Learn(left).Score, Learn(right).Score));
        learnt.Values.Length.ShouldBe(2 * BlendFeatures.PerPart);
    }

    [Fact]
    public void Learn_APartThatKnowsNothing_IsNoWorseThanTheOtherAlone()
    {
        var knowing = new HalfKnowing(even: true);

        Learn(knowing, new Noise()).Score.ShouldBeGreaterThan(0.97 * Learn(knowing).Score);
    }

    [Fact]
    public void Learn_SeveralThreads_GivesTheVeryWeightsOfOne() =>
        Learn(4, new HalfKnowing(even: true), new Noise()).Values.ShouldBe(Learn(1, new HalfKnowing(even: true), new Noise()).Values);

    [Fact]
    public void Learn_NobodyToLearnFrom_GivesEveryPartTheSameSay()
    {
        var question = new BlendQuestion([], OnlyNew: true, Seed: 1, Threads: 1);

        var learnt = new BlendRecommender().Learn([new HalfKnowing(even: true), new Noise()], question, TestContext.Current.CancellationToken);

        learnt.Values.ShouldAllBe(value => double.IsFinite(value));
    }

    [Fact]
    public void Gain_OneTargetMissedByAllParts_CountsAgainstTheBlend()
    {
        var found = new BlendChoice([2, 1, 0], [false, true, false], Missed: 0);
        var half = found with { Missed = 1 };

        found.Gain([1]).ShouldBe(1 / Math.Log2(3), 1e-12);
        half.Gain([1]).ShouldBe(1 / Math.Log2(3) / (1 + (1 / Math.Log2(3))), 1e-12);
    }

    [Fact]
    public void LogLikelihood_OfPurchasesFound_IsTheMeanOfTheirShareOfTheSoftmax()
    {
        var choice = new BlendChoice([2, 1, 0], [false, true, true], Missed: 3);
        var total = Math.Exp(2) + Math.Exp(1) + 1;

        choice.LogLikelihood([1]).ShouldBe((Math.Log(Math.Exp(1) / total) + Math.Log(1 / total)) / 2, 1e-12);
        (choice with { IsTarget = [false, false, false] }).LogLikelihood([1]).ShouldBe(0);
        new BlendChoice([], [], Missed: 1).LogLikelihood([1]).ShouldBe(0);
    }

    [Fact]
    public void Learn_FewCustomersAndManyPartsThatKnowNothing_FallsBackToWhatKnows()
    {
        var knowing = new HalfKnowing(even: true);

        var learnt = Learn(2, customers: 12, [knowing, .. Enumerable.Range(0, 15).Select(seed => new Noise(seed))]);

        learnt.Values.Skip(BlendFeatures.PerPart).ShouldAllBe(weight => weight == 0);
        learnt.Values.Take(BlendFeatures.PerPart).Sum().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void ViewsOf_AModelWithSeveral_LooksAtItUnderEachValueAndAtOthersOnce()
    {
        var shop = PlantedShop.Build(customers: 30);
        IRecommender[] known = [new PopularityRecommender(), new ItemKnnRecommender()];
        using var popularity = known[0].Fit(shop, known[0].Settings.Defaults, new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
        using var neighbours = known[1].Fit(shop, known[1].Settings.Defaults, new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);

        var views = BlendViews.Of([popularity, neighbours], known);

        var halfLives = known[0].Settings.Settings[0].Views;
        views.Select(view => view.Name).ShouldBe([.. halfLives.Select(days => $"Popularity.halfLifeDays{days}"), "ItemKnn"]);
        views.Take(halfLives.Count).Select(view => view.Model.Settings[PopularityRecommender.HalfLifeDays]).ShouldBe(halfLives);
        views[^1].Model.ShouldBeSameAs(neighbours);
    }

    [Fact]
    public void Of_FitsOfOtherParts_IsRefused()
    {
        var weights = Learn(new HalfKnowing(even: true));

        Should.Throw<ArgumentException>(() => new BlendRecommender().Of([new Noise()], weights, owned: [])).Message.ShouldContain("HalfKnowing");
    }

    private static BlendWeights Learn(params IRecommenderModel[] parts) => Learn(2, parts);

    private static BlendWeights Learn(int threads, params IRecommenderModel[] parts) => Learn(threads, Customers, parts);

    private static BlendWeights Learn(int threads, int customers, IRecommenderModel[] parts)
    {
        var cases = Enumerable.Range(0, customers).Select(customer => new HeldOutBasket(History.FromItems(customer % Items), [HalfKnowing.Target(customer % Items)])).ToArray();
        return new BlendRecommender().Learn(parts, new BlendQuestion(cases, OnlyNew: true, Seed: 3, threads), TestContext.Current.CancellationToken);
    }

    /// <summary>Knows what comes next after even items, or after odd ones, and of the others nothing.</summary>
    private sealed class HalfKnowing(bool even) : Fake(even ? "HalfKnowing" : "OtherHalf")
    {
        public static int Target(int item) => (item + 7) % Items;

        public override void Score(History history, Span<float> scores)
        {
            var last = history.Entries[^1].Item;
            new Noise().Score(history, scores);
            if (last % 2 == 0 == even)
            {
                scores[Target(last)] += 3;
            }
        }
    }

    private sealed class Noise(int seed = 0) : Fake("Noise")
    {
        public override void Score(History history, Span<float> scores)
        {
            var random = new SeededRandom((ulong)(history.Entries[^1].Item + (1000 * seed)));
            foreach (ref var score in scores)
            {
                score = (float)random.NextDouble();
            }
        }
    }

    private abstract class Fake(string name) : IRecommenderModel
    {
        public string Name => name;

        public int ItemCount => Items;

        public RecommenderSettings Settings { get; } = new([]);

        public abstract void Score(History history, Span<float> scores);

        public Explanation Explain(History history, int item) => throw new NotSupportedException();

        public IRecommenderModel WithScoring(RecommenderSettings settings) => this;

        public void Save(string folder) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
