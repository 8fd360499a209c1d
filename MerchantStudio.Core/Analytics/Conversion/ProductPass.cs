using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>
/// Per product: visitors who looked at it in the period, those of them who also put it into the cart, visitors who did
/// that, and those of them who also bought it. Rows come visitor by visitor, so one mark for each product tells.
/// </summary>
internal sealed class ProductPass(Snapshot snapshot, long fromMs, long toMs)
{
    private readonly byte[] _done = new byte[snapshot.Items.Count];
    private readonly List<int> _touched = [];

    public int[] Viewed { get; } = new int[snapshot.Items.Count];
    public int[] ViewedAndCarted { get; } = new int[snapshot.Items.Count];
    public int[] Carted { get; } = new int[snapshot.Items.Count];
    public int[] CartedAndBought { get; } = new int[snapshot.Items.Count];

    /// <summary>Counts a whole snapshot, several parts at a time.</summary>
    public static ProductPass Of(Snapshot snapshot, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var passes = VisitorParts.Run(snapshot, part =>
        {
            var pass = new ProductPass(snapshot, fromMs, toMs);
            pass.Run(part, cancellationToken);
            return pass;
        }, cancellationToken);
        foreach (var other in passes.Skip(1))
        {
            passes[0].Add(other);
        }
        return passes[0];
    }

    private void Run(VisitorPart part, CancellationToken cancellationToken)
    {
        var offsets = snapshot.CustomerOffsets;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var items = snapshot.RowItem;
        for (var customer = part.From; customer < part.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            for (var row = offsets[customer]; row < offsets[customer + 1]; row++)
            {
                var bit = kinds[row] switch { InteractionKind.ViewItem => 1, InteractionKind.AddToCart => 2, InteractionKind.Purchase => 4, _ => 0 };
                if (bit == 0 || items[row] < 0 || times[row] < fromMs || times[row] >= toMs)
                {
                    continue;
                }
                Mark(items[row], bit);
            }
            Count();
        }
    }

    private void Add(ProductPass other)
    {
        foreach (var (sums, more) in new[] { (Viewed, other.Viewed), (ViewedAndCarted, other.ViewedAndCarted), (Carted, other.Carted), (CartedAndBought, other.CartedAndBought) })
        {
            for (var item = 0; item < sums.Length; item++)
            {
                sums[item] += more[item];
            }
        }
    }

    private void Mark(int item, int bit)
    {
        if (_done[item] == 0)
        {
            _touched.Add(item);
        }
        _done[item] |= (byte)bit;
    }

    private void Count()
    {
        foreach (var item in _touched)
        {
            var done = _done[item];
            Viewed[item] += done & 1;
            ViewedAndCarted[item] += (done & 3) == 3 ? 1 : 0;
            Carted[item] += (done >> 1) & 1;
            CartedAndBought[item] += (done & 6) == 6 ? 1 : 0;
            _done[item] = 0;
        }
        _touched.Clear();
    }
}

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
        var ranked = items.OrderByDescending(item => prior.Shrink(hits[item], of[item])).ThenByDescending(item => of[item]).ThenBy(item => item).ToList();
        // A product is never among the best and the worst at once.
        var best = ranked.Take(Math.Min(top, (ranked.Count + 1) / 2)).ToList();
        var worst = ranked.Skip(best.Count).Reverse().Take(top).ToList();
        return new ProductRates([.. best.Select(Rate)], [.. worst.Select(Rate)], prior.Mean, prior.Weight, items.Count);

        ProductRate Rate(int item)
        {
            var (low, high) = prior.Interval(hits[item], of[item]);
            var title = snapshot.Items.Titles[item];
            return new ProductRate(snapshot.Items.Keys[item], title.Length > 0 ? title : null, hits[item], of[item], prior.Shrink(hits[item], of[item]), low, high);
        }
    }
}
