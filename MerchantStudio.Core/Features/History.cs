namespace MerchantStudio.Core.Features;

/// <summary>One thing a customer took, as a recommender sees it.</summary>
/// <param name="Item">Index in the model's catalogue.</param>
/// <param name="StepsBack">Baskets between this one and the customer's latest: 0 is the latest basket, 1 the one before.</param>
/// <param name="UtcTicks">When, in <see cref="DateTime.Ticks"/> of UTC; 0 when unknown.</param>
/// <param name="Weight">How much it counts, 1 unless the caller says otherwise.</param>
public readonly record struct HistoryEntry(int Item, int StepsBack, long UtcTicks = 0, float Weight = 1);

/// <summary>
/// What one customer took so far, oldest first. An item occurs once per basket and again in every later basket that holds it.
/// Immutable, so that one history can be scored by several models at once.
/// </summary>
public sealed class History
{
    private readonly HistoryEntry[] _entries;

    /// <exception cref="ArgumentException">The entries are not in order from the oldest to the latest basket.</exception>
    public History(IEnumerable<HistoryEntry> entries)
    {
        _entries = [.. entries];
        for (var i = 1; i < _entries.Length; i++)
        {
            if (_entries[i].StepsBack > _entries[i - 1].StepsBack)
            {
                throw new ArgumentException($"Entry {i} is older than the one before it; a history runs from the oldest to the latest.", nameof(entries));
            }
        }
    }

    public static History Empty { get; } = new([]);

    public int Count => _entries.Length;

    public ReadOnlySpan<HistoryEntry> Entries => _entries;

    /// <summary>A history of one item per basket, oldest first.</summary>
    public static History FromItems(params ReadOnlySpan<int> items)
    {
        var entries = new HistoryEntry[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            entries[i] = new HistoryEntry(items[i], items.Length - 1 - i);
        }

        return new History(entries);
    }

    /// <summary>The same history as if the customer had never taken <paramref name="item"/>; the other steps stay as they were.</summary>
    public History Without(int item) => new(_entries.Where(entry => entry.Item != item));

    /// <summary>The items that occur at least once, without repeats, in order of first appearance.</summary>
    public IReadOnlyList<int> DistinctItems() => [.. _entries.Select(entry => entry.Item).Distinct()];
}
