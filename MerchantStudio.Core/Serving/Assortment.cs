using MerchantStudio.Core.Features;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// A shop's products as one model numbers them: what may be recommended, what is in stock, which category. Copied out of
/// the snapshot once, so that an answer only reads arrays.
/// </summary>
internal sealed class Assortment
{
    private const ItemFlags Sellable = ItemFlags.Product | ItemFlags.Active;

    private readonly bool[] _sellable;
    private readonly bool[] _soldOut;
    private readonly int[] _category;
    private readonly Dictionary<string, int> _categoryCodes;

    private Assortment(Snapshot snapshot, int[] snapshotItem, int[] unknownToModel)
    {
        (SnapshotItem, UnknownToModel) = (snapshotItem, unknownToModel);
        _sellable = Map(snapshotItem, item => (snapshot.Items.Flags[item] & Sellable) == Sellable);
        _soldOut = Map(snapshotItem, item => snapshot.Items.Stock[item] <= 0);
        _category = Map(snapshotItem, item => snapshot.Items.Category.Codes[item]);
        _categoryCodes = Enumerable.Range(0, snapshot.Items.Category.Names.Count)
            .ToDictionary(code => snapshot.Items.Category.Names[code], code => code, StringComparer.Ordinal);
    }

    /// <summary>Per item of the model: its index in the snapshot, -1 when the shop knows it no more.</summary>
    public int[] SnapshotItem { get; }

    /// <summary>Products of the snapshot that may be recommended but are newer than the model.</summary>
    public int[] UnknownToModel { get; }

    public static Assortment Of(Snapshot snapshot, IdMap modelItems)
    {
        var snapshotItem = new int[modelItems.Count];
        var known = new bool[snapshot.Items.Count];
        for (var item = 0; item < snapshotItem.Length; item++)
        {
            snapshotItem[item] = snapshot.Items.Find(modelItems[item]);
            if (snapshotItem[item] >= 0)
            {
                known[snapshotItem[item]] = true;
            }
        }
        var flags = snapshot.Items.Flags;
        var unknown = new List<int>();
        for (var item = 0; item < known.Length; item++)
        {
            if (!known[item] && (flags[item] & (Sellable | ItemFlags.InCatalog)) == (Sellable | ItemFlags.InCatalog))
            {
                unknown.Add(item);
            }
        }
        return new Assortment(snapshot, snapshotItem, [.. unknown]);
    }

    /// <summary>One flag per item of the model: whether the filters let it through.</summary>
    /// <param name="filters">What is wanted.</param>
    /// <param name="bought">The customer's earlier items in the model's numbers.</param>
    public bool[] Allowed(RecommendationFilters filters, IReadOnlySet<int> bought)
    {
        var allowed = (bool[])_sellable.Clone();
        var category = filters.Category is null ? (int?)null : _categoryCodes.GetValueOrDefault(filters.Category, int.MinValue);
        for (var item = 0; item < allowed.Length; item++)
        {
            allowed[item] &= (!filters.InStock || !_soldOut[item]) && (category is null || _category[item] == category);
        }
        if (filters.NotBoughtBefore)
        {
            foreach (var item in bought)
            {
                allowed[item] = false;
            }
        }
        return allowed;
    }

    private static T[] Map<T>(int[] snapshotItem, Func<int, T> value)
    {
        var values = new T[snapshotItem.Length];
        for (var item = 0; item < values.Length; item++)
        {
            values[item] = snapshotItem[item] < 0 ? default! : value(snapshotItem[item]);
        }
        return values;
    }
}
