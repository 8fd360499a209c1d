using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>
/// score(i) = Σ over items j of the history: weight(j) · rows[j, i], plus self · ownWeight(i). Both weights come from
/// <see cref="HistoryWeighting"/>, each with its own decay.
/// </summary>
internal sealed class ItemToItemModel : IRecommenderModel
{
    private const int Format = 1;

    private readonly IItemRows _rows;
    private readonly HistoryWeighting _weighting;
    private readonly HistoryWeighting _ownWeighting;
    private readonly float _self;

    internal ItemToItemModel(string name, RecommenderSettings settings, IItemRows rows)
    {
        (Name, Settings, _rows) = (name, settings, rows);
        var logCounts = settings.Switch(ItemToItemSettings.LogCounts);
        _weighting = new HistoryWeighting(settings[ItemToItemSettings.Decay], logCounts);
        _ownWeighting = new HistoryWeighting(settings[ItemToItemSettings.SelfDecay], logCounts);
        _self = (float)settings[ItemToItemSettings.Self];
    }

    public string Name { get; }

    public RecommenderSettings Settings { get; }

    public int ItemCount => _rows.ItemCount;

    internal IItemRows Rows => _rows;

    public void Score(History history, Span<float> scores)
    {
        scores.Clear();
        foreach (var (item, weight) in _weighting.Of(history))
        {
            _rows.AddRow(item, weight, scores);
        }

        if (_self != 0)
        {
            foreach (var (item, weight) in _ownWeighting.Of(history))
            {
                scores[item] += _self * weight;
            }
        }
    }

    public Explanation Explain(History history, int item)
    {
        var fromOthers = _weighting.Of(history).Select(taken => new Contribution(
            taken.Item == item ? ContributionSource.OwnPurchases : ContributionSource.History,
            taken.Item,
            (double)taken.Weight * _rows[taken.Item, item]));
        var own = _ownWeighting.Of(history).Where(taken => taken.Item == item)
            .Select(taken => new Contribution(ContributionSource.OwnPurchases, item, (double)_self * taken.Weight));
        return Explanation.Of(item, fromOthers.Concat(own));
    }

    public IRecommenderModel WithScoring(RecommenderSettings settings) => new ItemToItemModel(Name, settings, _rows);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, Settings.Values));
        _rows.Save(folder);
    }

    public void Dispose()
    {
        // Holds managed memory only.
    }

    internal static ItemToItemModel Load(string folder, string name, Func<string, int, IItemRows> rows)
    {
        var header = ModelFolder.ReadHeader(folder, name, Format);
        return new ItemToItemModel(name, header.ToSettings(), rows(folder, header.ItemCount));
    }
}
