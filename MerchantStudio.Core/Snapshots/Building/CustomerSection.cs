using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Writes the snapshot's table of customers.</summary>
internal sealed class CustomerSection(SnapshotBuilder content, RowLayout layout, IReadOnlyList<string> keys, int[] order)
{
    public void Write(ColumnFileWriter file)
    {
        var records = Array.ConvertAll(order, code => content.CustomerRecords.GetValueOrDefault(code));
        file.WriteStrings(SnapshotSections.CustomerKeys, Array.ConvertAll(order, code => keys[code]));
        file.Write<CustomerFlags>(SnapshotSections.CustomerFlags, [.. records.Select((record, i) => FlagsOf(record, order[i]))]);
        DictionarySection.Write(file, SnapshotSections.CustomerCountry, Array.ConvertAll(records, r => r?.Country), CountryOfRows);
        DictionarySection.Write(file, SnapshotSections.CustomerCity, Array.ConvertAll(records, r => r?.City));
        DictionarySection.Write(file, SnapshotSections.CustomerTags, Array.ConvertAll(records, r => r?.Tags));
        file.Write<long>(SnapshotSections.CustomerSince, Array.ConvertAll(records, r => r?.Since ?? long.MinValue));
    }

    private CustomerFlags FlagsOf(SnapshotCustomer? record, int code)
    {
        var flags = code >= content.Customers.Count ? CustomerFlags.Anonymous : CustomerFlags.None;
        return record?.AcceptsMarketing switch
        {
            true => flags | CustomerFlags.AcceptsMarketing,
            false => flags | CustomerFlags.RefusesMarketing,
            null => flags,
        };
    }

    private string? CountryOfRows(int customer)
    {
        var codes = content.Rows.Attribute(RowAttribute.Country);
        for (var row = layout.Offsets[customer + 1] - 1; codes.IsUsed && row >= layout.Offsets[customer]; row--)
        {
            if (codes[layout.Sources[row]] is >= 0 and var code)
            {
                return content.AttributeNames[(int)RowAttribute.Country].Keys[code];
            }
        }

        return null;
    }
}

/// <summary>Writes a column of texts as codes and names.</summary>
internal static class DictionarySection
{
    public static void Write(ColumnFileWriter file, string name, string?[] values, Func<int, string?>? otherwise = null)
    {
        var names = new KeyTable();
        var codes = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            codes[i] = names.CodeOf(values[i] ?? otherwise?.Invoke(i));
        }

        file.Write<int>(SnapshotSections.Codes(name), codes);
        file.WriteStrings(name, names.Keys);
    }
}
