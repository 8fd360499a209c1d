using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.ImplicitAls;

/// <summary>
/// The items' vectors; the customer's is solved from the history at every call, so that new customers need no training.
/// score(i) = x·y(i), plus <see cref="ScoreAdditions"/>.
/// </summary>
internal sealed class ImplicitAlsModel : IRecommenderModel
{
    private const int Format = 1;
    private const string ItemsFile = "items.f32";

    private readonly AlsSide _items;
    private readonly HistoryWeighting _weighting;
    private readonly ScoreAdditions _additions;

    internal ImplicitAlsModel(RecommenderSettings settings, AlsSide items, TrendVectors trends)
    {
        (Settings, _items) = (settings, items);
        _weighting = new HistoryWeighting(settings[ItemToItemSettings.Decay], LogCounts: false);
        _additions = new ScoreAdditions(settings, trends, logCounts: true);
    }

    public string Name => ImplicitAlsRecommender.ModelName;

    public RecommenderSettings Settings { get; }

    public int ItemCount => _items.Count;

    public void Score(History history, Span<float> scores)
    {
        ScorePersonally(history, scores);
        _additions.AddTo(history, scores);
    }

    /// <remarks>x is linear in the history: y(i)·A⁻¹·(1 + α·w(j))·y(j) is the part of item j (Hu et al. 2008, section 5).</remarks>
    public Explanation Explain(History history, int item)
    {
        var personal = new float[ItemCount];
        var factor = ScorePersonally(history, personal);
        var direction = _items[item].ToArray();
        Cholesky.Solve(factor, _items.Shape.Factors, direction);
        var parts = _weighting.Of(history).Select(taken => new Contribution(
            taken.Item == item ? ContributionSource.OwnPurchases : ContributionSource.History,
            taken.Item,
            (1 + (_items.Shape.Alpha * taken.Weight)) * VectorKernels.Dot(direction, _items[taken.Item])));
        return Explanation.Of(item, parts.Concat(_additions.Explain(history, item, personal)));
    }

    public IRecommenderModel WithScoring(RecommenderSettings settings) => new ImplicitAlsModel(settings, _items, _additions.Trends);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, Settings.Values));
        ModelFolder.WriteArray<float>(folder, ItemsFile, _items.Vectors);
        _additions.Trends.Save(folder);
    }

    public void Dispose()
    {
        // Holds managed memory only.
    }

    internal static ImplicitAlsModel Load(string folder)
    {
        var header = ModelFolder.ReadHeader(folder, ImplicitAlsRecommender.ModelName, Format);
        var settings = header.ToSettings();
        var shape = new AlsShape(
            settings.Whole(ImplicitAlsRecommender.Factors),
            (float)settings[ImplicitAlsRecommender.Alpha],
            (float)settings[ImplicitAlsRecommender.Lambda]);
        var vectors = ModelFolder.ReadArray<float>(folder, ItemsFile);
        return vectors.Length == header.ItemCount * shape.Factors
            ? new ImplicitAlsModel(settings, new AlsSide(vectors, shape), TrendVectors.Load(folder, header.ItemCount))
            : throw new InvalidDataException($"{folder} holds {vectors.Length} numbers; {header.ItemCount} items of {shape.Factors} factors need more or fewer.");
    }

    /// <summary>Solves the customer's vector and scores the catalogue with it.</summary>
    /// <returns>The Cholesky factor of the customer's system.</returns>
    private float[] ScorePersonally(History history, Span<float> scores)
    {
        var taken = _weighting.Of(history);
        var factor = new float[_items.Shape.Factors * _items.Shape.Factors];
        var x = new float[_items.Shape.Factors];
        _items.SolveRow([.. taken.Select(t => t.Item)], [.. taken.Select(t => t.Weight)], factor, x);
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = VectorKernels.Dot(_items[item], x);
        }

        return factor;
    }
}
