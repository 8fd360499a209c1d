using System.Numerics.Tensors;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>
/// What is added to a personal score: self · (weight of the own purchases of the item), and trend · (largest personal score) ·
/// (demand for the item now). Scaling the trend by the largest score makes one setting fit short and long histories; when there is
/// no personal score at all, the scale is 1 and the trend alone decides.
/// </summary>
internal sealed class ScoreAdditions
{
    private readonly HistoryWeighting _ownWeighting;
    private readonly float _self;
    private readonly float _trend;
    private readonly double _trendDays;

    internal ScoreAdditions(RecommenderSettings settings, TrendVectors trends, bool logCounts)
    {
        _ownWeighting = new HistoryWeighting(settings[ItemToItemSettings.SelfDecay], logCounts);
        _self = (float)settings[ItemToItemSettings.Self];
        _trend = (float)settings[ItemToItemSettings.Trend];
        _trendDays = settings[ItemToItemSettings.TrendDays];
        Trends = trends;
    }

    internal TrendVectors Trends { get; }

    /// <param name="history">Of the customer.</param>
    /// <param name="scores">Personal scores, added to in place.</param>
    internal void AddTo(History history, Span<float> scores)
    {
        if (_trend != 0)
        {
            VectorKernels.AddScaled(Trends[_trendDays], _trend * ScaleOf(scores), scores);
        }

        if (_self != 0)
        {
            foreach (var (item, weight) in _ownWeighting.Of(history))
            {
                scores[item] += _self * weight;
            }
        }
    }

    /// <summary>The same parts for one item.</summary>
    /// <param name="history">Of the customer.</param>
    /// <param name="item">The item.</param>
    /// <param name="personal">Personal scores of the whole catalogue.</param>
    internal IReadOnlyList<Contribution> Explain(History history, int item, ReadOnlySpan<float> personal)
    {
        var own = _ownWeighting.Of(history).Where(taken => taken.Item == item).Sum(taken => (double)_self * taken.Weight);
        var trend = _trend == 0 ? 0 : (double)_trend * ScaleOf(personal) * Trends[_trendDays][item];
        return [new Contribution(ContributionSource.OwnPurchases, item, own), new Contribution(ContributionSource.Popularity, null, trend)];
    }

    private static float ScaleOf(ReadOnlySpan<float> personal) =>
        personal.Length > 0 && TensorPrimitives.Max(personal) is > 0 and var largest ? largest : 1;
}
