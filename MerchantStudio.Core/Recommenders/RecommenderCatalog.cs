namespace MerchantStudio.Core.Recommenders;

/// <summary>Every recommender there is. A new one is a folder here and one line below.</summary>
public static class RecommenderCatalog
{
    private static readonly SequentialTransformer.SequentialTransformerRecommender s_transformer = new(Onnx.Sessions.OnnxEngine.Default);

    public static IReadOnlyList<IRecommender> All { get; } =
    [
        new Popularity.PopularityRecommender(),
        new BuyAgain.BuyAgainRecommender(),
        new ItemKnn.ItemKnnRecommender(),
        new SequentialRules.SequentialRulesRecommender(),
        new Ease.EaseRecommender(),
        new ImplicitAls.ImplicitAlsRecommender(),
        s_transformer,
        new ItemEmbeddings.ItemEmbeddingsRecommender(Onnx.Sessions.OnnxEngine.Default),
        new Blend.BlendRecommender(
            s_transformer,
            new SequentialRules.SequentialRulesRecommender(),
            new ItemKnn.ItemKnnRecommender(),
            new Ease.EaseRecommender(),
            new ImplicitAls.ImplicitAlsRecommender(),
            new BuyAgain.BuyAgainRecommender(),
            new Popularity.PopularityRecommender()),
    ];

    /// <summary>Names of the models that every other one is compared with.</summary>
    public static IReadOnlyList<string> Baselines { get; } = ["Popularity", "BuyAgain", "ItemKnn"];

    /// <exception cref="ArgumentException">No recommender has this name (case does not matter).</exception>
    public static IRecommender Get(string name) => All.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no recommender '{name}'; there are: {string.Join(", ", All.Select(entry => entry.Name))}.", nameof(name));
}
