using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.ItemKnn;

/// <summary>
/// Items are alike when the same customers take them: cosine of the items' customers with shrinkage, n(i,j) / (√(n(i)·n(j)) + shrink)
/// (Sarwar 2001; Aiolli 2013), or the product of BM25 weights, in which customers who take everything count less. Each item
/// keeps its nearest neighbours.
/// </summary>
public sealed class ItemKnnRecommender : IRecommender
{
    public const string ModelName = "ItemKnn";

    /// <summary>0: cosine; 1: BM25.</summary>
    public const string Bm25 = "bm25";

    public const string Shrink = "shrink";

    public string Name => ModelName;

    public SettingsSpace Settings { get; } = new(
        new Setting(Bm25, 0, [0, 1], NeedsRefit: true),
        new Setting(Shrink, 10, [0, 5, 10, 20, 50, 100, 200], NeedsRefit: true),
        new Setting(ItemToItemSettings.Neighbours, 200, [20, 50, 100, 200, 500, 1000, 2000], NeedsRefit: false),
        new Setting(ItemToItemSettings.LogCounts, 0, [0, 1], NeedsRefit: false),
        ItemToItemSettings.SelfSetting(0, 1, 3, 10),
        ItemToItemSettings.DecaySetting,
        ItemToItemSettings.SelfDecaySetting,
        ItemToItemSettings.TrendSetting,
        ItemToItemSettings.TrendDaysSetting);

    public DataNeeds Needs { get; } = new() { MinCustomers = 50, MinReturningCustomers = 20, MinItems = 20, MinInteractions = 500 };

    public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
    {
        var bm25 = settings.Switch(Bm25);
        var byCustomer = bm25 ? Bm25Weights.Of(data.ToMatrix(count => count)) : data.ToMatrix(_ => 1);
        var similarity = new ItemSimilarity(byCustomer, (float)settings[Shrink], divideByLengths: !bm25);
        var rows = SparseRowBuilder.Build(data.ItemCount, similarity.FillRow, context, cancellationToken);
        return new ItemToItemModel(ModelName, settings, rows, TrendVectors.Of(data));
    }

    public IRecommenderModel Load(string folder, FitContext context) => ItemToItemModel.Load(folder, ModelName, SparseItemRows.Load);
}
