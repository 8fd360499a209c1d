using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

/// <summary>
/// The read model of one shop: immutable memory-mapped columns of everything that customers did, sorted by customer,
/// then time, then the order in which it was imported. Rows without a customer come last. Spans are valid until this
/// object is disposed; dispose it as soon as the work is done, so that superseded snapshots can go.
/// </summary>
public sealed class Snapshot : IDisposable
{
    private readonly ColumnFile _file;
    private readonly Action? _released;
    private bool _disposed;

    internal Snapshot(ColumnFile file, Action? released = null)
    {
        (_file, _released) = (file, released);
        Header = SnapshotHeader.Read(file);
        Customers = new CustomerTable(file);
        Items = new ItemTable(file);
        Orders = new OrderTable(file);
        KindNames = file.Strings(SnapshotSections.KindNames);
        var names = file.Strings(SnapshotSections.OwnNames);
        OwnNames = [.. Enumerable.Range(0, names.Count).Select(i => names[i])];
    }

    public SnapshotHeader Header { get; }
    public CustomerTable Customers { get; }
    public ItemTable Items { get; }
    public OrderTable Orders { get; }

    /// <summary>The shop's own event names; the first has code <see cref="InteractionKind.FirstCustom"/>.</summary>
    public StringTable KindNames { get; }

    public int RowCount => Header.RowCount;

    /// <summary>CustomerCount + 1 row numbers: customer c has rows [offsets[c], offsets[c + 1]).</summary>
    public ReadOnlySpan<int> CustomerOffsets => Column<int>(SnapshotSections.Offsets);

    /// <summary>Per row: index into <see cref="Customers"/>, -1 for none.</summary>
    public ReadOnlySpan<int> RowCustomer => Column<int>(SnapshotSections.RowCustomer);

    /// <summary>Per row: index into <see cref="Items"/>, -1 for none.</summary>
    public ReadOnlySpan<int> RowItem => Column<int>(SnapshotSections.RowItem);

    public ReadOnlySpan<InteractionKind> RowKind => Column<InteractionKind>(SnapshotSections.RowKind);

    /// <summary>Per row: unix milliseconds, UTC.</summary>
    public ReadOnlySpan<long> RowTime => Column<long>(SnapshotSections.RowTime);

    /// <summary>Per row: units; negative where goods came back.</summary>
    public ReadOnlySpan<float> RowQuantity => Column<float>(SnapshotSections.RowQuantity);

    /// <summary>
    /// Per row: signed total in minor units. Revenue is the sum over <see cref="InteractionKind.Purchase"/> and
    /// <see cref="InteractionKind.Refund"/>; on other kinds it is the value of the goods that the event is about.
    /// </summary>
    public ReadOnlySpan<long> RowAmount => Column<long>(SnapshotSections.RowAmount);

    /// <summary>Per row: session, -1 for none. Dense, in the order of the rows' first appearance.</summary>
    public ReadOnlySpan<int> RowSession => Column<int>(SnapshotSections.RowSession);

    /// <summary>Per row: index into <see cref="Orders"/>, -1 for none.</summary>
    public ReadOnlySpan<int> RowOrder => Column<int>(SnapshotSections.RowOrder);

    /// <summary>A further column; null when no row has that attribute.</summary>
    public DictionaryColumn? Attribute(RowAttribute attribute)
    {
        var name = SnapshotSections.Attribute(attribute);
        return _file.Has(SnapshotSections.Codes(name)) ? new DictionaryColumn(_file, name) : null;
    }

    /// <summary>Names of the attributes that the shop's own events have beside the known ones.</summary>
    public IReadOnlyList<string> OwnNames { get; }

    /// <summary>The different texts of an own attribute.</summary>
    public StringTable OwnTexts(int number) => _file.Strings(SnapshotSections.Own(number));

    /// <summary>Per row, as many codes as there are <see cref="OwnNames"/>, each an index into its texts or -1.</summary>
    public ReadOnlySpan<short> RowOwn => OwnNames.Count == 0 ? [] : Column<short>(SnapshotSections.RowOwn);

    /// <summary>Number of an own attribute, whatever the case of its name; -1 when there is none.</summary>
    public int OwnNumber(string name) => OwnNames.ToList().FindIndex(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The rows of one customer.</summary>
    public Range RowsOf(int customer) => CustomerOffsets[customer]..CustomerOffsets[customer + 1];

    /// <summary>The rows that belong to no customer.</summary>
    public Range RowsWithoutCustomer => (RowCount - Header.RowsWithoutCustomer)..RowCount;

    /// <summary>The GA4 name of a kind, or the shop's own.</summary>
    public string NameOf(InteractionKind kind) => InteractionKinds.NameOf(kind) ?? KindNames[kind - InteractionKind.FirstCustom];

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_released is null)
        {
            _file.Dispose();
        }
        else
        {
            _released();
        }
    }

    private ReadOnlySpan<T> Column<T>(string name)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _file.Column<T>(name);
    }
}
