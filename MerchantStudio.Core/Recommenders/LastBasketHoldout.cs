using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders;

/// <param name="History">What a model may see.</param>
/// <param name="Targets">Items of the basket that came next, rising.</param>
internal sealed record HeldOutBasket(History History, int[] Targets);

/// <summary>
/// Some customers' last baskets, kept from a fit so that something can be chosen on purchases it has not seen: when to stop, or
/// how much each part of a blend counts. Needed where the caller holds nothing out, as in the last fit on all data.
/// </summary>
internal sealed record LastBasketHoldout(InteractionData Train, IReadOnlyList<HeldOutBasket> Cases)
{
    private const int MostCases = 3000;

    // Of five customers, at most one goes without the last basket: the fit hardly notices.
    private const int OneOf = 5;
    private const int ListLength = 10;

    public static LastBasketHoldout Choose(InteractionData data, SeededRandom random)
    {
        var eligible = Enumerable.Range(0, data.CustomerCount).Where(customer => data.BasketCountOf(customer) > 1).ToArray();
        random.Shuffle(eligible.AsSpan());
        var chosen = eligible[..Math.Min(MostCases, (eligible.Length + OneOf - 1) / OneOf)];
        Array.Sort(chosen);
        var starts = chosen.ToDictionary(customer => customer, customer => LastBasketStart(data, customer));
        var cases = chosen.Select(customer => Case(data, customer, starts[customer])).ToArray();
        var held = new bool[data.Count];
        foreach (var (customer, start) in starts)
        {
            held.AsSpan(start..data.Offsets[customer + 1]).Fill(true);
        }

        return new LastBasketHoldout(data.WhereKeepingIds(i => !held[i]), cases);
    }

    /// <summary>nDCG@10 of new items over the cases: what fits that stop early watch.</summary>
    public double Measure(IRecommenderModel model)
    {
        const int Chunk = 256;
        var sum = 0.0;
        foreach (var chunk in Cases.Chunk(Chunk))
        {
            var scores = new float[chunk.Length * model.ItemCount];
            model.ScoreBatch([.. chunk.Select(one => one.History)], scores);
            sum += chunk.Select((one, row) => Gain(one, scores.AsSpan(row * model.ItemCount, model.ItemCount))).Sum();
        }

        return sum / Math.Max(1, Cases.Count);
    }

    private static double Gain(HeldOutBasket one, Span<float> scores)
    {
        foreach (var entry in one.History.Entries)
        {
            scores[entry.Item] = float.NegativeInfinity;
        }

        var (gain, ideal) = (0.0, 0.0);
        for (var i = 0; i < one.Targets.Length; i++)
        {
            var target = scores[one.Targets[i]];
            var above = 0;
            foreach (var score in scores)
            {
                above += score > target ? 1 : 0;
            }

            gain += target > float.NegativeInfinity && above < ListLength ? 1 / Math.Log2(above + 2) : 0;
            ideal += i < ListLength ? 1 / Math.Log2(i + 2) : 0;
        }

        return gain / ideal;
    }

    private static int LastBasketStart(InteractionData data, int customer)
    {
        var baskets = data.BasketsOf(customer);
        return data.Offsets[customer] + baskets.IndexOf(baskets[^1]);
    }

    private static HeldOutBasket Case(InteractionData data, int customer, int start)
    {
        var end = data.Offsets[customer + 1];
        int[] targets = [.. data.Items[start..end]];
        Array.Sort(targets);
        return new HeldOutBasket(data.HistoryOf(customer, skipLast: end - start), targets);
    }
}
