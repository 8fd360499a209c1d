using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

[Flags]
public enum CustomerFlags : byte
{
    None = 0,

    /// <summary>A visitor who never gave a customer key; the key in the table is <c>visitor:</c> and the cookie's or device's id.</summary>
    Anonymous = 1,

    /// <summary>Known to accept marketing; absent also when nothing is known.</summary>
    AcceptsMarketing = 2,

    /// <summary>Known to refuse marketing.</summary>
    RefusesMarketing = 4,
}

/// <summary>The snapshot's customers, sorted by key.</summary>
public sealed class CustomerTable
{
    private readonly ColumnFile _file;

    internal CustomerTable(ColumnFile file)
    {
        _file = file;
        Keys = file.Strings(SnapshotSections.CustomerKeys);
        Country = new DictionaryColumn(file, SnapshotSections.CustomerCountry);
        City = new DictionaryColumn(file, SnapshotSections.CustomerCity);
        Tags = new DictionaryColumn(file, SnapshotSections.CustomerTags);
    }

    public int Count => Keys.Count;
    public StringTable Keys { get; }
    public ReadOnlySpan<CustomerFlags> Flags => _file.Column<CustomerFlags>(SnapshotSections.CustomerFlags);

    /// <summary>From the customer's record, else from the customer's latest row that names one.</summary>
    public DictionaryColumn Country { get; }

    public DictionaryColumn City { get; }
    public DictionaryColumn Tags { get; }

    /// <summary>Unix milliseconds at which the shop says the account was made; <see cref="long.MinValue"/> when unknown.</summary>
    public ReadOnlySpan<long> Since => _file.Column<long>(SnapshotSections.CustomerSince);

    /// <summary>Index of a customer; -1 when there is none with that key.</summary>
    public int Find(string key) => Keys.FindSorted(key);
}
