using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Features;

/// <summary>
/// What every customer of a shop took, in compressed rows: the interactions of customer c are at positions
/// Offsets[c] .. Offsets[c+1]-1 of the columns, oldest first. An item occurs at most once in a basket. Immutable.
/// Build it with <see cref="InteractionDataBuilder"/>.
/// </summary>
public sealed class InteractionData
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly int[] _baskets;
    private readonly long[] _times;
    private readonly float[] _quantities;

    internal InteractionData(IdMap customers, IdMap items, InteractionColumns columns)
    {
        CustomerIds = customers;
        ItemIds = items;
        (_offsets, _items, _baskets, _times, _quantities) =
            (columns.Offsets, columns.Items, columns.Baskets, columns.UtcTicks, columns.Quantities);
        InteractionColumns.Check(columns, customers.Count, items.Count);
    }

    public IdMap CustomerIds { get; }

    public IdMap ItemIds { get; }

    public int CustomerCount => CustomerIds.Count;

    public int ItemCount => ItemIds.Count;

    /// <summary>Number of interactions (basket lines).</summary>
    public int Count => _items.Length;

    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Item index of every interaction.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Basket number of every interaction: counts from 0 within a customer, never falls along the row.</summary>
    public ReadOnlySpan<int> Baskets => _baskets;

    /// <summary>Time of every interaction in <see cref="DateTime.Ticks"/> of UTC.</summary>
    public ReadOnlySpan<long> UtcTicks => _times;

    /// <summary>Units taken.</summary>
    public ReadOnlySpan<float> Quantities => _quantities;

    /// <summary>First and last time of any interaction; both 0 when there is none.</summary>
    public (long First, long Last) TimeRange()
    {
        if (_times.Length == 0)
        {
            return (0, 0);
        }

        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var time in _times)
        {
            (first, last) = (Math.Min(first, time), Math.Max(last, time));
        }

        return (first, last);
    }

    public ReadOnlySpan<int> ItemsOf(int customer) => _items.AsSpan(_offsets[customer].._offsets[customer + 1]);

    public ReadOnlySpan<int> BasketsOf(int customer) => _baskets.AsSpan(_offsets[customer].._offsets[customer + 1]);

    /// <summary>Number of baskets of a customer.</summary>
    public int BasketCountOf(int customer) => BasketsOf(customer) is { Length: > 0 } baskets ? baskets[^1] + 1 : 0;

    /// <summary>Whether the other holds the very same interactions of the same items, in the same order.</summary>
    public bool HoldsTheSameAs(InteractionData other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other)
            || (Offsets.SequenceEqual(other.Offsets) && Items.SequenceEqual(other.Items) && Baskets.SequenceEqual(other.Baskets)
                && UtcTicks.SequenceEqual(other.UtcTicks) && Quantities.SequenceEqual(other.Quantities)
                && ItemIds.Ids.SequenceEqual(other.ItemIds.Ids) && CustomerIds.Ids.SequenceEqual(other.CustomerIds.Ids));
    }

    public History HistoryOf(int customer) => HistoryOf(customer, skipLast: 0);

    /// <summary>The history without its last <paramref name="skipLast"/> interactions.</summary>
    public History HistoryOf(int customer, int skipLast)
    {
        var from = _offsets[customer];
        var to = Math.Max(from, _offsets[customer + 1] - skipLast);
        var last = to > from ? _baskets[to - 1] : 0;
        var entries = new HistoryEntry[to - from];
        for (var i = from; i < to; i++)
        {
            entries[i - from] = new HistoryEntry(_items[i], last - _baskets[i], _times[i]);
        }

        return new History(entries);
    }

    /// <summary>Number of distinct customers of each item.</summary>
    public int[] CustomersPerItem()
    {
        var counts = new int[ItemCount];
        var lastSeenBy = new int[ItemCount];
        Array.Fill(lastSeenBy, -1);
        for (var customer = 0; customer < CustomerCount; customer++)
        {
            foreach (var item in ItemsOf(customer))
            {
                if (lastSeenBy[item] != customer)
                {
                    lastSeenBy[item] = customer;
                    counts[item]++;
                }
            }
        }

        return counts;
    }

    /// <summary>
    /// Customers × items; the value is the number of baskets of the customer that hold the item, given through
    /// <paramref name="weight"/> (1, 2, 3 … → value).
    /// </summary>
    public CsrMatrix ToMatrix(Func<int, float> weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        var matrix = new CsrMatrixBuilder(CustomerCount, ItemCount);
        for (var customer = 0; customer < CustomerCount; customer++)
        {
            foreach (var item in ItemsOf(customer))
            {
                matrix.Add(customer, item, 1);
            }
        }

        return matrix.Build().Map(count => weight((int)count));
    }
}
