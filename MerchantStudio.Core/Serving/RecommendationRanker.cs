using System.Buffers;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Serving;

/// <summary>Picks the best allowed items of a catalogue for one history.</summary>
internal static class RecommendationRanker
{
    /// <param name="model">Scores the catalogue.</param>
    /// <param name="history">What the customer took, in the model's item numbers.</param>
    /// <param name="allowed">One flag per item of the catalogue.</param>
    /// <param name="emphasis">By how much of itself the score of an item grows, for lists that lean towards an interest; null: none does.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Item indexes, best first; fewer than asked for when fewer are allowed.</returns>
    public static int[] Top(IRecommenderModel model, History history, ReadOnlySpan<bool> allowed, Func<int, double>? emphasis, int count)
    {
        var rented = ArrayPool<float>.Shared.Rent(model.ItemCount);
        try
        {
            var scores = rented.AsSpan(0, model.ItemCount);
            model.Score(history, scores);
            for (var item = 0; item < scores.Length; item++)
            {
                // Negative infinity is never chosen.
                scores[item] = !allowed[item] ? float.NegativeInfinity
                    : emphasis is null ? scores[item]
                    : (float)(scores[item] * (1 + emphasis(item)));
            }
            Span<int> best = stackalloc int[Math.Min(count, RecommendationQuery.MostItems)];
            return best[..TopK.Select(scores, best)].ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
