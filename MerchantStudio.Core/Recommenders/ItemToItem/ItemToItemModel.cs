using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>
/// score(i) = Σ over items j of the history: weight(j) · rows[j, i], plus <see cref="ScoreAdditions"/>. Weights come from
/// <see cref="HistoryWeighting"/>.
/// </summary>
internal sealed class ItemToItemModel : IRecommenderModel
{
    private const int Format = 1;

    private readonly IItemRows _all;
    private readonly IItemRows _rows;
    private readonly HistoryWeighting _weighting;
    private readonly ScoreAdditions _additions;

    internal ItemToItemModel(string name, RecommenderSettings settings, IItemRows rows, TrendVectors trends)
    {
        (Name, Settings, _all, _rows) = (name, settings, rows, rows.Select(settings));
        var logCounts = settings.Switch(ItemToItemSettings.LogCounts);
        _weighting = new HistoryWeighting(settings[ItemToItemSettings.Decay], logCounts);
        _additions = new ScoreAdditions(settings, trends, logCounts);
    }

    public string Name { get; }

    public RecommenderSettings Settings { get; }

    public int ItemCount => _rows.ItemCount;

    public void Score(History history, Span<float> scores)
    {
        ScorePersonally(history, scores);
        _additions.AddTo(history, scores);
    }

    public Explanation Explain(History history, int item)
    {
        var personal = new float[ItemCount];
        ScorePersonally(history, personal);
        var fromHistory = _weighting.Of(history).Select(taken => new Contribution(
            taken.Item == item ? ContributionSource.OwnPurchases : ContributionSource.History,
            taken.Item,
            (double)taken.Weight * _rows[taken.Item, item]));
        return Explanation.Of(item, fromHistory.Concat(_additions.Explain(history, item, personal)));
    }

    public IRecommenderModel WithScoring(RecommenderSettings settings) => new ItemToItemModel(Name, settings, _all, _additions.Trends);

    public void Save(string folder)
    {
        ModelFolder.WriteHeader(folder, new ModelFolder.Header(Name, Format, ItemCount, Settings.Values));
        _rows.Save(folder);
        _additions.Trends.Save(folder);
    }

    public void Dispose()
    {
        // Holds managed memory only.
    }

    internal static ItemToItemModel Load(string folder, string name, Func<string, int, IItemRows> rows)
    {
        var header = ModelFolder.ReadHeader(folder, name, Format);
        return new ItemToItemModel(name, header.ToSettings(), rows(folder, header.ItemCount), TrendVectors.Load(folder, header.ItemCount));
    }

    private void ScorePersonally(History history, Span<float> scores)
    {
        scores.Clear();
        foreach (var (item, weight) in _weighting.Of(history))
        {
            _rows.AddRow(item, weight, scores);
        }
    }
}
