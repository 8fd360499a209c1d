using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders;

/// <summary>
/// Turns a history into one weight per distinct item. An occurrence s baskets back counts decayˢ. Several occurrences of an
/// item count log(1 + their sum) with <paramref name="LogCounts"/>, otherwise as much as the strongest of them.
/// </summary>
/// <param name="Decay">Weight kept per basket, above 0 up to 1; 1 = all baskets count the same.</param>
/// <param name="LogCounts">Whether buying more often counts more.</param>
internal readonly record struct HistoryWeighting(double Decay, bool LogCounts)
{
    /// <summary>Distinct items in order of first appearance.</summary>
    internal List<(int Item, float Weight)> Of(History history)
    {
        var weights = new List<(int Item, float Weight)>(history.Count);
        var places = new Dictionary<int, int>(history.Count);
        foreach (var entry in history.Entries)
        {
            var weight = entry.Weight * (Decay >= 1 ? 1f : (float)Math.Pow(Decay, entry.StepsBack));
            if (places.TryAdd(entry.Item, weights.Count))
            {
                weights.Add((entry.Item, weight));
            }
            else
            {
                var at = places[entry.Item];
                var soFar = weights[at].Weight;
                weights[at] = (entry.Item, LogCounts ? soFar + weight : Math.Max(soFar, weight));
            }
        }

        return LogCounts ? weights.ConvertAll(w => (w.Item, (float)Math.Log(1 + (double)w.Weight))) : weights;
    }
}
