using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Writes the snapshot's table of customers.</summary>
/// <param name="content">What is known of customers.</param>
/// <param name="owners">Customers and anonymous visitors.</param>
/// <param name="countries">Per owner of the snapshot: the country that the latest row names, -1 for none.</param>
internal sealed class CustomerSection(SnapshotBuilder content, Owners owners, int[] countries)
{
    public void Write(ColumnFileWriter file)
    {
        var records = Array.ConvertAll(owners.Order, code => content.CustomerRecords.GetValueOrDefault(code));
        file.WriteTexts(SnapshotSections.CustomerKeys, owners.Count, rank => owners.KeyOf(owners.Order[rank]));
        file.Write<CustomerFlags>(SnapshotSections.CustomerFlags, [.. records.Select((record, i) => FlagsOf(record, owners.Order[i]))]);
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

    private string? CountryOfRows(int rank) =>
        countries[rank] is >= 0 and var code ? content.AttributeNames[(int)RowAttribute.Country].TextOf(code) : null;
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
