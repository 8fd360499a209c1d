using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>What each product usually costs, and how prices spread over the shop's order lines. Made once per snapshot.</summary>
internal sealed class PriceBook
{
    /// <summary>So much below the usual price counts as bought at a discount.</summary>
    public const double Discount = 0.05;

    private const int FewestSales = 3;

    private readonly float[] _usual;
    private readonly float[] _sorted;

    private PriceBook(float[] usual, float[] sorted, double belowUsualShare) =>
        (_usual, _sorted, BelowUsualShare) = (usual, sorted, belowUsualShare);

    /// <summary>Share of all lines with a usual price that were sold clearly below it.</summary>
    public double BelowUsualShare { get; }

    public static PriceBook Of(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var (items, prices) = Lines(snapshot);
        cancellationToken.ThrowIfCancellationRequested();
        var sorted = (float[])prices.Clone();
        Array.Sort(sorted);
        var usual = Medians(snapshot.Items.Count, items, prices);
        var (known, below) = (0, 0);
        for (var line = 0; line < items.Length; line++)
        {
            var isKnown = !float.IsNaN(usual[items[line]]);
            known += isKnown ? 1 : 0;
            below += isKnown && IsBelow(prices[line], usual[items[line]]) ? 1 : 0;
        }
        return new PriceBook(usual, sorted, known == 0 ? 0 : below / (double)known);
    }

    /// <summary>Price of one unit in minor units; null for what is no sale of a product at a price.</summary>
    public static float? UnitPrice(Snapshot snapshot, int row) =>
        snapshot.RowKind[row] == InteractionKind.Purchase && snapshot.RowAmount[row] > 0 && snapshot.RowQuantity[row] > 0 && CustomerHabits.IsProduct(snapshot, row)
            ? snapshot.RowAmount[row] / snapshot.RowQuantity[row]
            : null;

    /// <summary>Median price of the product's units over its sales, in minor units; null with fewer than three sales.</summary>
    public double? UsualMinor(int item) => float.IsNaN(_usual[item]) ? null : _usual[item];

    public static bool IsBelow(double price, double usual) => price < usual * (1 - Discount);

    /// <summary>Share of the shop's lines that were sold at or below a price.</summary>
    public double LevelOf(double price)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle] <= price ? (middle + 1, high) : (low, middle);
        }
        return _sorted.Length == 0 ? 0 : low / (double)_sorted.Length;
    }

    private static (int[] Items, float[] Prices) Lines(Snapshot snapshot)
    {
        var kinds = snapshot.RowKind;
        var rowItems = snapshot.RowItem;
        var amounts = snapshot.RowAmount;
        var quantities = snapshot.RowQuantity;
        var flags = snapshot.Items.Flags;
        List<int> items = [];
        List<float> prices = [];
        for (var row = 0; row < kinds.Length; row++)
        {
            if (kinds[row] == InteractionKind.Purchase && rowItems[row] >= 0 && amounts[row] > 0 && quantities[row] > 0
                && (flags[rowItems[row]] & ItemFlags.Product) != 0)
            {
                items.Add(rowItems[row]);
                prices.Add(amounts[row] / quantities[row]);
            }
        }
        return ([.. items], [.. prices]);
    }

    // Counting sort by item, then each item's prices in order.
    private static float[] Medians(int itemCount, int[] items, float[] prices)
    {
        var ends = new int[itemCount + 1];
        foreach (var item in items)
        {
            ends[item + 1]++;
        }
        for (var item = 0; item < itemCount; item++)
        {
            ends[item + 1] += ends[item];
        }
        var (places, grouped, medians) = (ends[..itemCount], new float[prices.Length], new float[itemCount]);
        for (var line = 0; line < items.Length; line++)
        {
            grouped[places[items[line]]++] = prices[line];
        }
        for (var item = 0; item < itemCount; item++)
        {
            var group = grouped.AsSpan(ends[item]..ends[item + 1]);
            group.Sort();
            medians[item] = group.Length < FewestSales ? float.NaN : group[group.Length / 2];
        }
        return medians;
    }
}
