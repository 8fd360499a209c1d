using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Writes the snapshot's table of items.</summary>
internal sealed class ItemSection
{
    private readonly SnapshotBuilder _content;
    private readonly int[] _order;
    private readonly SnapshotItem?[] _records;
    private readonly long[] _latestPrice;
    private readonly int[] _latestCategory;

    public ItemSection(SnapshotBuilder content, RowLayout layout, int[] order)
    {
        (_content, _order) = (content, order);
        _records = Array.ConvertAll(order, code => content.ItemRecords.GetValueOrDefault(code));
        (_latestPrice, _latestCategory) = FromRows(layout);
    }

    public void Write(ColumnFileWriter file)
    {
        file.WriteStrings(SnapshotSections.ItemKeys, Array.ConvertAll(_order, code => _content.Items.Keys[code]));
        file.WriteStrings(SnapshotSections.ItemTitles, Array.ConvertAll(_records, r => r?.Title));
        file.WriteStrings(SnapshotSections.ItemTexts, Array.ConvertAll(_records, r => r?.Text));
        file.WriteStrings(SnapshotSections.ItemTags, Array.ConvertAll(_records, r => r?.Tags));
        file.WriteStrings(SnapshotSections.ItemImages, Array.ConvertAll(_records, r => r?.ImageUrl));
        DictionarySection.Write(file, SnapshotSections.ItemCategory, Array.ConvertAll(_records, r => r?.Category), CategoryOfRows);
        DictionarySection.Write(file, SnapshotSections.ItemBrand, Array.ConvertAll(_records, r => r?.Brand));
        file.Write<long>(SnapshotSections.ItemPrice, [.. _records.Select((r, i) => r?.PriceMinor ?? _latestPrice[_order[i]])]);
        file.Write<long>(SnapshotSections.ItemCost, Array.ConvertAll(_records, r => r?.CostMinor ?? long.MinValue));
        file.Write<float>(SnapshotSections.ItemStock, Array.ConvertAll(_records, r => (float)(r?.Stock ?? double.NaN)));
        file.Write<int>(SnapshotSections.ItemParent, Parents());
        file.Write<ItemFlags>(SnapshotSections.ItemFlags, Array.ConvertAll(_records, FlagsOf));
    }

    private static ItemFlags FlagsOf(SnapshotItem? record) => record is null
        ? ItemFlags.Product | ItemFlags.Active
        : (record.IsProduct ? ItemFlags.Product : ItemFlags.None)
            | (record.IsActive ? ItemFlags.Active : ItemFlags.None)
            | (record.InCatalog ? ItemFlags.InCatalog : ItemFlags.None);

    private int[] Parents()
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var rank = 0; rank < _order.Length; rank++)
        {
            codes[_content.Items.Keys[_order[rank]]] = rank;
        }

        return Array.ConvertAll(_records, r => r?.ParentKey is { } parent ? codes.GetValueOrDefault(parent, -1) : -1);
    }

    private string? CategoryOfRows(int rank) => _latestCategory[_order[rank]] is >= 0 and var code
        ? _content.AttributeNames[(int)RowAttribute.Category].Keys[code]
        : null;

    private (long[] Price, int[] Category) FromRows(RowLayout layout)
    {
        var (price, category) = (new long[_order.Length], new int[_order.Length]);
        var (priced, named) = (new long[_order.Length], new long[_order.Length]);
        Array.Fill(price, long.MinValue);
        Array.Fill(category, -1);
        Array.Fill(priced, long.MinValue);
        Array.Fill(named, long.MinValue);
        var (rows, categories) = (_content.Rows, _content.Rows.Attribute(RowAttribute.Category));
        foreach (var row in layout.Sources)
        {
            var (item, time, quantity) = (rows.Item[row], rows.Time[row], rows.Quantity[row]);
            if (item < 0)
            {
                continue;
            }

            if (quantity > 0 && rows.Amount[row] > 0 && time >= priced[item])
            {
                (priced[item], price[item]) = (time, (long)Math.Round(rows.Amount[row] / quantity, MidpointRounding.AwayFromZero));
            }

            if (categories[row] is >= 0 and var code && time >= named[item])
            {
                (named[item], category[item]) = (time, code);
            }
        }

        return (price, category);
    }
}
