using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.ImplicitAls;

/// <summary>
/// The items' vectors; the customer's is solved from the history at every call, so that new customers need no training.
/// score(i) = x·y(i) + self · log(1 + own purchases).
/// </summary>
internal sealed class ImplicitAlsModel : IRecommenderModel
{
    private const int Format = 1;
    private const string ItemsFile = "items.f32";

    private readonly AlsSide _items;
    private readonly HistoryWeighting _weighting;
    private readonly HistoryWeighting _ownWeighting;
    private readonly float _self;

    internal ImplicitAlsModel(RecommenderSettings settings, AlsSide items)
    {
        (Settings, _items) = (settings, items);
        _weighting = new HistoryWeighting(settings[ItemToItemSettings.Decay], LogCounts: false);
        _ownWeighting = new HistoryWeighting(settings[ItemToItemSettings.SelfDecay], LogCounts: true);
        _self = (float)settings[ItemToItemSettings.Self];
    }

    public string Name => ImplicitAlsRecommender.ModelName;

    public RecommenderSettings Settings { get; }

    public int ItemCount => _items.Count;

    public void Score(History history, Span<float> scores)
    {
        var x = new float[_items.Shape.Factors];
        _ = SolveCustomer(_weighting.Of(history), x);
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = VectorKernels.Dot(_items[item], x);
        }

        if (_self != 0)
        {
            foreach (var (item, weight) in _ownWeighting.Of(history))
            {
                scores[item] += _self * weight;
            }
        }
    }

    /// <remarks>x is linear in the history: y(i)·A⁻¹·(1 + α·w(j))·y(j) is the part of item j (Hu et al. 2008, section 5).</remarks>
    public Explanation Explain(History history, int item)
    {
        var taken = _weighting.Of(history);
        var factor = SolveCustomer(taken, new float[_items.Shape.Factors]);
        var direction = _items[item].ToArray();
        Cholesky.Solve(factor, _items.Shape.Factors, direction);
        var parts = taken.Select(t => new Contribution(
            t.Item == item ? ContributionSource.OwnPurchases : ContributionSource.History,
            t.Item,
            (1 + (_items.Shape.Alpha * t.Weight)) * VectorKernels.Dot(direction, _items[t.Item])));
        var own = _ownWeighting.Of(history).Where(t => t.Item == item)
            .Select(t => new Contribution(ContributionSource.OwnPurchases, item, _self * t.Weight));
        return Explanation.Of(item, parts.Concat(own));
    }

    public IRecommenderModel WithScoring(RecommenderSettings settings) => new ImplicitAlsModel(settings, _items);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, Settings.Values));
        ModelFolder.WriteArray<float>(folder, ItemsFile, _items.Vectors);
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
            ? new ImplicitAlsModel(settings, new AlsSide(vectors, shape))
            : throw new InvalidDataException($"{folder} holds {vectors.Length} numbers; {header.ItemCount} items of {shape.Factors} factors need more or fewer.");
    }

    private float[] SolveCustomer(List<(int Item, float Weight)> taken, Span<float> x)
    {
        var system = new float[_items.Shape.Factors * _items.Shape.Factors];
        _items.SolveRow([.. taken.Select(t => t.Item)], [.. taken.Select(t => t.Weight)], system, x);
        return system;
    }
}
