using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.ItemKnn;
using MerchantStudio.Core.Recommenders.Popularity;
using MerchantStudio.Core.Recommenders.SequentialRules;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders;

/// <summary>Scores worked out by hand on a shop of three items.</summary>
public sealed class SimpleRecommenderTests
{
    /// <summary>a: x then y then z; b: x then y; c: x and z in one basket.</summary>
    private static readonly InteractionData s_shop = new InteractionDataBuilder()
        .Add("a", "x", "1", PlantedShop.Day(0)).Add("a", "y", "2", PlantedShop.Day(1)).Add("a", "z", "3", PlantedShop.Day(2))
        .Add("b", "x", "4", PlantedShop.Day(0)).Add("b", "y", "5", PlantedShop.Day(10))
        .Add("c", "x", "6", PlantedShop.Day(10)).Add("c", "z", "6", PlantedShop.Day(10))
        .Build();

    [Fact]
    public void Popularity_HalfLife_CountsAnOldPurchaseLess() =>
        Scores("Popularity", [(PopularityRecommender.HalfLifeDays, 10)], History.Empty)
            .ShouldBe([2, (float)(1 + Math.Pow(0.5, 0.9)), (float)(1 + Math.Pow(0.5, 0.8))], 1e-5);

    [Fact]
    public void BuyAgain_TwoOfOneItem_PutsItFirstThenPopularity() =>
        Scores("BuyAgain", [("decay", 0.5)], History.FromItems(1, 2, 1)).ShouldBe([0.75f, 1.25f + 0.5f, 0.5f + 0.5f], 1e-5);

    [Fact]
    public void ItemKnn_CosineWithShrinkage_EqualsTheFormula() =>
        Scores("ItemKnn", [(ItemKnnRecommender.Shrink, 1)], History.FromItems(0))
            .ShouldBe([0, (float)(2 / (Math.Sqrt(6) + 1)), (float)(2 / (Math.Sqrt(6) + 1))], 1e-5);

    [Fact]
    public void ItemKnn_RecencyAndSelf_WeighTheHistory() =>
        Scores("ItemKnn", [(ItemKnnRecommender.Shrink, 0), ("decay", 0.5), ("self", 3)], History.FromItems(0, 1))
            .ShouldBe([(float)(2 / Math.Sqrt(6)) + 3, (float)(0.5 * 2 / Math.Sqrt(6)) + 3, (float)((0.5 * 2 / Math.Sqrt(6)) + 0.5)], 1e-5);

    [Fact]
    public void SequentialRules_DirectedPairs_CountOneOverTheDistanceAndNothingWithinABasket() =>
        Scores("SequentialRules", [(SequentialRulesRecommender.Steps, 2)], History.FromItems(0)).ShouldBe([0, 2, 0.5f], 1e-5);

    [Fact]
    public void Trend_RecentDemand_AddsAShareOfTheLargestScore() =>
        Scores("SequentialRules", [("trend", 1), ("trendDays", 7)], History.FromItems(0))[1]
            .ShouldBe(2 + (2 * (float)((1 + Math.Pow(0.5, 9.0 / 7)) / (1 + (2 * Math.Pow(0.5, 10.0 / 7))))), 1e-4f);

    [Fact]
    public void Complete_SettingThatDoesNotExist_NamesThoseThatDo() =>
        Should.Throw<ArgumentException>(() => new ItemKnnRecommender().Settings.Complete(new Dictionary<string, double> { ["nonsense"] = 1 }))
            .Message.ShouldContain("shrink");

    private static float[] Scores(string name, (string Name, double Value)[] settings, History history)
    {
        var recommender = RecommenderCatalog.Get(name);
        var chosen = recommender.Settings.Complete(settings.ToDictionary(pair => pair.Name, pair => pair.Value));
        using var model = recommender.Fit(s_shop, chosen, new FitContext { Seed = 1 }, TestContext.Current.CancellationToken);
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        return scores;
    }
}
