using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics;

/// <summary>One list of a snapshot's countries: those that rows name and those that customers' records name.</summary>
internal sealed class CountryNames
{
    private readonly List<string> _names = [];

    public CountryNames(Snapshot snapshot)
    {
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        FromRow = Unify(snapshot.Attribute(RowAttribute.Country), byName);
        FromCustomer = Unify(snapshot.Customers.Country, byName);
    }

    public int Count => _names.Count;

    /// <summary>Per code of the rows' column: the code in this list.</summary>
    public int[] FromRow { get; }

    /// <summary>Per code of the customers' column: the code in this list.</summary>
    public int[] FromCustomer { get; }

    public string? this[int code] => code < 0 ? null : _names[code];

    private int[] Unify(DictionaryColumn? column, Dictionary<string, int> byName)
    {
        var codes = new int[column?.Names.Count ?? 0];
        for (var i = 0; i < codes.Length; i++)
        {
            var name = column!.Names[i];
            if (!byName.TryGetValue(name, out codes[i]))
            {
                codes[i] = byName[name] = _names.Count;
                _names.Add(name);
            }
        }
        return codes;
    }
}

/// <summary>The country of a row: the row's own, else its customer's.</summary>
internal readonly ref struct RowCountries
{
    private readonly ReadOnlySpan<int> _rowCodes;
    private readonly ReadOnlySpan<int> _customerCodes;
    private readonly CountryNames _names;

    public RowCountries(Snapshot snapshot, CountryNames names)
    {
        _rowCodes = snapshot.Attribute(RowAttribute.Country) is { } column ? column.Codes : [];
        _customerCodes = snapshot.Customers.Country.Codes;
        _names = names;
    }

    /// <summary>Code in the list of names, -1 for none.</summary>
    public int Of(int row, int customer)
    {
        if (_rowCodes.Length > 0 && _rowCodes[row] is >= 0 and var own)
        {
            return _names.FromRow[own];
        }
        return customer >= 0 && _customerCodes[customer] is >= 0 and var code ? _names.FromCustomer[code] : -1;
    }
}
