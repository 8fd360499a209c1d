using MerchantStudio.Core.Features;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>What a customer took, as the snapshot has it: one entry per basket and product, oldest first.</summary>
internal sealed class PurchaseHistory
{
    private readonly List<(int Item, int Basket, long Time)> _entries;

    private PurchaseHistory(List<(int Item, int Basket, long Time)> entries) => _entries = entries;

    /// <summary>Products of the snapshot, each with the time of the last purchase in unix milliseconds, latest first.</summary>
    public IReadOnlyList<(int Item, long Time)> Products => [.. _entries
        .GroupBy(entry => entry.Item, entry => entry.Time)
        .Select(times => (times.Key, times.Max()))
        .OrderByDescending(product => product.Item2).ThenBy(product => product.Key)];

    /// <summary>Reads a customer's purchases of products; empty for an index below 0.</summary>
    public static PurchaseHistory Of(Snapshot snapshot, int customer)
    {
        var entries = new List<(int Item, int Basket, long Time)>();
        var seen = new HashSet<(int Basket, int Item)>();
        var baskets = new Dictionary<(int Order, long Time), int>();
        foreach (var row in PurchaseRows(snapshot, customer))
        {
            var (order, time) = (snapshot.RowOrder[row], snapshot.RowTime[row]);
            // Purchases that belong to no order are one basket per moment.
            var key = order >= 0 ? (order, 0L) : (-1, time);
            if (!baskets.TryGetValue(key, out var basket))
            {
                baskets.Add(key, basket = baskets.Count);
            }
            if (seen.Add((basket, snapshot.RowItem[row])))
            {
                entries.Add((snapshot.RowItem[row], basket, time));
            }
        }
        // The first line of a basket gives its place, so a late line does not come after a later basket.
        return new PurchaseHistory([.. entries.OrderBy(entry => entry.Basket)]);
    }

    /// <summary>The history in the numbers of a model; what it does not know and what is to be left out is missing.</summary>
    /// <param name="modelItem">Item of the model for an item of the snapshot; negative when it knows none.</param>
    /// <param name="leaveOut">Items of the snapshot.</param>
    public History In(Func<int, int> modelItem, IReadOnlySet<int> leaveOut)
    {
        var last = _entries.Count > 0 ? _entries[^1].Basket : 0;
        return new History(_entries
            .Where(entry => !leaveOut.Contains(entry.Item))
            .Select(entry => (Item: modelItem(entry.Item), entry.Basket, entry.Time))
            .Where(entry => entry.Item >= 0)
            .Select(entry => new HistoryEntry(entry.Item, last - entry.Basket, Ticks(entry.Time))));
    }

    private static long Ticks(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).UtcTicks;

    private static IEnumerable<int> PurchaseRows(Snapshot snapshot, int customer)
    {
        if (customer < 0)
        {
            yield break;
        }
        var (from, to) = (snapshot.CustomerOffsets[customer], snapshot.CustomerOffsets[customer + 1]);
        for (var row = from; row < to; row++)
        {
            if (SnapshotInteractions.Counts(snapshot, row))
            {
                yield return row;
            }
        }
    }
}
