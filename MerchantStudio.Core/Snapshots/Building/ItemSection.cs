using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Learns about items from rows, and writes the snapshot's table of items.</summary>
internal sealed class ItemSection
{
    private readonly SnapshotBuilder _content;
    private readonly int[] _order;
    private readonly SnapshotItem?[] _records;
    private readonly Latest[] _latest;

    public ItemSection(SnapshotBuilder content)
    {
        _content = content;
        _order = Utf8Order.Of(content.Items.Count, code => content.Items[code]);
        Ranks = Utf8Order.Ranks(_order);
        _records = Array.ConvertAll(_order, code => content.ItemRecords.GetValueOrDefault(code));
        _latest = new Latest[_order.Length];
        Array.Fill(_latest, new Latest());
    }

    /// <summary>Place of each item's code among the items.</summary>
    public int[] Ranks { get; }

    public int Count => _order.Length;

    /// <summary>Notes the price and the category that a row names; rows come in the snapshot's order.</summary>
    /// <param name="row">The row.</param>
    /// <param name="category">Code of the category that the row names, -1 for none.</param>
    public void Learn(in RawRow row, int category)
    {
        ref var item = ref _latest[row.Item];
        if (row.Quantity > 0 && row.Amount > 0 && row.Time >= item.Priced)
        {
            (item.Priced, item.Amount, item.Quantity) = (row.Time, row.Amount, row.Quantity);
        }

        if (category >= 0 && row.Time >= item.Named)
        {
            (item.Named, item.Category) = (row.Time, category);
        }
    }

    public void Write(ColumnFileWriter file)
    {
        file.WriteTexts(SnapshotSections.ItemKeys, Count, i => _content.Items[_order[i]]);
        file.WriteStrings(SnapshotSections.ItemTitles, Array.ConvertAll(_records, r => r?.Title));
        file.WriteStrings(SnapshotSections.ItemTexts, Array.ConvertAll(_records, r => r?.Text));
        file.WriteStrings(SnapshotSections.ItemTags, Array.ConvertAll(_records, r => r?.Tags));
        file.WriteStrings(SnapshotSections.ItemImages, Array.ConvertAll(_records, r => r?.ImageUrl));
        DictionarySection.Write(file, SnapshotSections.ItemCategory, Array.ConvertAll(_records, r => r?.Category), CategoryOfRows);
        DictionarySection.Write(file, SnapshotSections.ItemBrand, Array.ConvertAll(_records, r => r?.Brand));
        file.Write<long>(SnapshotSections.ItemPrice, [.. _records.Select((r, i) => r?.PriceMinor ?? _latest[_order[i]].UnitPrice)]);
        file.Write<long>(SnapshotSections.ItemCost, Array.ConvertAll(_records, r => r?.CostMinor ?? long.MinValue));
        file.Write<float>(SnapshotSections.ItemStock, Array.ConvertAll(_records, r => (float)(r?.Stock ?? double.NaN)));
        file.Write<int>(SnapshotSections.ItemParent, Array.ConvertAll(_records, r => ParentOf(r)));
        file.Write<ItemFlags>(SnapshotSections.ItemFlags, Array.ConvertAll(_records, FlagsOf));
    }

    private static ItemFlags FlagsOf(SnapshotItem? record) => record is null
        ? ItemFlags.Product | ItemFlags.Active
        : (record.IsProduct ? ItemFlags.Product : ItemFlags.None)
            | (record.IsActive ? ItemFlags.Active : ItemFlags.None)
            | (record.InCatalog ? ItemFlags.InCatalog : ItemFlags.None);

    private int ParentOf(SnapshotItem? record) =>
        record?.ParentKey is { } parent && _content.Items.Find(System.Text.Encoding.UTF8.GetBytes(parent)) is >= 0 and var code ? Ranks[code] : -1;

    private string? CategoryOfRows(int rank) => _latest[_order[rank]].Category is >= 0 and var code
        ? _content.AttributeNames[(int)RowAttribute.Category].TextOf(code)
        : null;

    private struct Latest()
    {
        public long Priced = long.MinValue;
        public long Named = long.MinValue;
        public long Amount;
        public float Quantity;
        public int Category = -1;

        public readonly long UnitPrice =>
            Quantity > 0 ? (long)Math.Round(Amount / Quantity, MidpointRounding.AwayFromZero) : long.MinValue;
    }
}
