using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>Ranks products by a shrunk share.</summary>
internal static class ProductRanking
{
    public static ProductRates Of(Snapshot snapshot, int[] hits, int[] of, int top)
    {
        var flags = snapshot.Items.Flags;
        var items = new List<int>();
        for (var item = 0; item < of.Length; item++)
        {
            if (of[item] > 0 && (flags[item] & ItemFlags.Product) != 0)
            {
                items.Add(item);
            }
        }
        if (BetaBinomial.Fit([.. items.Select(item => (hits[item], of[item]))]) is not { } prior)
        {
            return new ProductRates([], [], null, 0, 0);
        }
        var shrunk = Array.ConvertAll(hits, _ => 0.0);
        foreach (var item in items)
        {
            shrunk[item] = prior.Shrink(hits[item], of[item]);
        }
        // A product is never among the best and the worst at once.
        var best = First(items, Math.Min(top, (items.Count + 1) / 2), Better);
        var worst = First(items, Math.Min(top, items.Count - best.Count), (one, other) => Better(other, one));
        return new ProductRates([.. best.Select(Rate)], [.. worst.Select(Rate)], prior.Mean, prior.Weight, items.Count);

        int Better(int one, int other) => (-shrunk[one], -of[one], one).CompareTo((-shrunk[other], -of[other], other));

        ProductRate Rate(int item)
        {
            var (low, high) = prior.Interval(hits[item], of[item]);
            var title = snapshot.Items.Titles[item];
            return new ProductRate(snapshot.Items.Keys[item], title.Length > 0 ? title : null, hits[item], of[item], prior.Shrink(hits[item], of[item]), low, high);
        }
    }

    // A list of a few is kept in order; most of the many items do not get into it.
    private static List<int> First(List<int> items, int count, Comparison<int> comparison)
    {
        var (first, comparer) = (new List<int>(count + 1), Comparer<int>.Create(comparison));
        foreach (var item in items)
        {
            if (count > 0 && (first.Count < count || comparison(item, first[^1]) < 0))
            {
                first.Insert(~first.BinarySearch(item, comparer), item);
                first.RemoveRange(Math.Min(count, first.Count), Math.Max(0, first.Count - count));
            }
        }
        return first;
    }
}
