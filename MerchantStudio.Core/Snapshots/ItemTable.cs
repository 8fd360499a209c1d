using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

[Flags]
public enum ItemFlags : byte
{
    None = 0,

    /// <summary>Not set for postage, fees and the like, which are revenue but never recommended.</summary>
    Product = 1,

    /// <summary>Not set when the catalogue says that the product is no longer sold.</summary>
    Active = 2,

    /// <summary>Not set for what only orders or events mention.</summary>
    InCatalog = 4,
}

/// <summary>The snapshot's items, sorted by key.</summary>
public sealed class ItemTable
{
    private readonly ColumnFile _file;

    internal ItemTable(ColumnFile file)
    {
        _file = file;
        Keys = file.Strings(SnapshotSections.ItemKeys);
        Titles = file.Strings(SnapshotSections.ItemTitles);
        Texts = file.Strings(SnapshotSections.ItemTexts);
        Tags = file.Strings(SnapshotSections.ItemTags);
        Images = file.Strings(SnapshotSections.ItemImages);
        Category = new DictionaryColumn(file, SnapshotSections.ItemCategory);
        Brand = new DictionaryColumn(file, SnapshotSections.ItemBrand);
    }

    public int Count => Keys.Count;
    public StringTable Keys { get; }

    /// <summary>Empty where nothing names the item.</summary>
    public StringTable Titles { get; }

    /// <summary>Descriptions, empty where there are none.</summary>
    public StringTable Texts { get; }

    public StringTable Tags { get; }
    public StringTable Images { get; }
    public DictionaryColumn Category { get; }
    public DictionaryColumn Brand { get; }

    /// <summary>Minor units; from the catalogue, else of the latest line or event; <see cref="long.MinValue"/> when unknown.</summary>
    public ReadOnlySpan<long> PriceMinor => _file.Column<long>(SnapshotSections.ItemPrice);

    /// <summary>Minor units; <see cref="long.MinValue"/> when unknown.</summary>
    public ReadOnlySpan<long> CostMinor => _file.Column<long>(SnapshotSections.ItemCost);

    /// <summary>Units in stock; NaN when stock is not tracked.</summary>
    public ReadOnlySpan<float> Stock => _file.Column<float>(SnapshotSections.ItemStock);

    /// <summary>Index of the product that an item is a variant of; -1 for a product itself.</summary>
    public ReadOnlySpan<int> Parent => _file.Column<int>(SnapshotSections.ItemParent);

    public ReadOnlySpan<ItemFlags> Flags => _file.Column<ItemFlags>(SnapshotSections.ItemFlags);

    /// <summary>Index of an item; -1 when there is none with that key.</summary>
    public int Find(string key) => Keys.FindSorted(key);
}
