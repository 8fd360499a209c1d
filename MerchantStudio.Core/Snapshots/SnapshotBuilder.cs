using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Events;
using MerchantStudio.Core.Snapshots.Building;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

/// <summary>
/// Collects what a shop's snapshot shows, in any order, and writes it. The same content gives the same snapshot, byte
/// for byte, when rows of equal time come in the same order. Not safe for several threads.
/// </summary>
public sealed class SnapshotBuilder : IDisposable
{
    /// <summary>Rows that are sorted at a time: 48 bytes each, several times over.</summary>
    private const int PartRows = 1 << 18;

    private readonly RowSpool _rows;
    private readonly int _partRows;
    private int _temporaryFiles;

    public SnapshotBuilder(SnapshotShop shop)
        : this(shop, Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), PartRows)
    {
    }

    /// <param name="shop">Whose snapshot it is.</param>
    /// <param name="temporaryPath">Begin of the paths of temporary files, which larger shops need.</param>
    /// <param name="partRows">Rows that are held in memory at a time.</param>
    internal SnapshotBuilder(SnapshotShop shop, string temporaryPath, int partRows = PartRows)
    {
        (Shop, _partRows) = (shop, partRows);
        TemporaryPath = () => $"{temporaryPath}.{Interlocked.Increment(ref _temporaryFiles)}.tmp";
        _rows = new RowSpool(TemporaryPath, partRows);
        Sources.Add(_rows);
    }

    internal SnapshotShop Shop { get; }

    /// <summary>Where the rows come from, in order.</summary>
    internal List<IRowSource> Sources { get; } = [];
    internal Func<string> TemporaryPath { get; }
    internal Utf8Table Customers { get; } = new();
    internal Utf8Table Visitors { get; } = new();
    internal Utf8Table Items { get; } = new();
    internal Utf8Table Orders { get; } = new();
    internal Utf8Table[] AttributeNames { get; } = [.. Enum.GetValues<RowAttribute>().Select(_ => new Utf8Table())];
    internal Utf8Table KindNames { get; } = new();
    internal OwnAttributes Own { get; } = new();
    internal Dictionary<int, SnapshotCustomer> CustomerRecords { get; } = [];
    internal Dictionary<int, SnapshotItem> ItemRecords { get; } = [];
    internal OrderNotes OrderNotes { get; } = new();

    /// <summary>Adds what the record says about a customer; gives the code for raw rows.</summary>
    public int Add(SnapshotCustomer customer)
    {
        var code = Customers.CodeOf(customer.Key);
        CustomerRecords[code] = customer;
        return code;
    }

    /// <summary>Adds what the record says about an item; gives the code for raw rows.</summary>
    public int Add(SnapshotItem item)
    {
        var code = Items.CodeOf(item.Key);
        ItemRecords[code] = item;
        return code;
    }

    /// <summary>Adds an order of the record; purchase events that name it are then left out. Gives the code for raw rows.</summary>
    public int Add(SnapshotOrder order)
    {
        var code = Orders.CodeOf(order.Key);
        OrderNotes.Set(code, new OrderNote(IsRecorded: true, order.Status, Customers.CodeOf(order.CustomerKey), order.Time));
        return code;
    }

    public void Add(in SnapshotRow row)
    {
        var raw = new RawRow
        {
            Customer = Customers.CodeOf(row.CustomerKey),
            Visitor = Visitors.CodeOf(row.VisitorKey),
            Item = Items.CodeOf(row.ItemKey),
            Order = Orders.CodeOf(row.OrderKey),
            Kind = row.Kind,
            IsEvent = row.IsEvent,
            Time = row.Time,
            Quantity = row.Quantity,
            Amount = row.AmountMinor,
            Session = EventSegment.SessionHash(row.SessionKey),
        };
        var attributes = AttributeCodes.None;
        Code(ref attributes, RowAttribute.Country, row.Country);
        Code(ref attributes, RowAttribute.Source, row.Source);
        Code(ref attributes, RowAttribute.Device, row.Device);
        Code(ref attributes, RowAttribute.Category, row.Category);
        Code(ref attributes, RowAttribute.Value, row.Value);
        Add(raw, attributes);
        if (row.Own is { Count: > 0 })
        {
            _rows.Attach(OwnCodesOf(row.Own));
        }
    }

    private OwnCodes OwnCodesOf(IReadOnlyDictionary<string, string> own)
    {
        var codes = OwnCodes.None;
        foreach (var (name, text) in own)
        {
            if (Own.ColumnOf(name) is >= 0 and var column)
            {
                codes[column] = Own.CodeOf(column, Encoding.UTF8.GetBytes(text));
            }
        }

        return codes;
    }

    /// <summary>Adds a row in codes of the builder's tables.</summary>
    internal void Add(in RawRow row, in AttributeCodes attributes)
    {
        _rows.Add(row);
        if (((ReadOnlySpan<int>)attributes).ContainsAnyExcept(-1))
        {
            _rows.Attach(attributes);
        }
    }

    /// <summary>
    /// The code of an event name: the fixed one, or one of the shop's own in the order in which they are first asked for.
    /// A shop's 192nd own name and all later ones share the last code, which is called <c>other</c>.
    /// </summary>
    public InteractionKind KindOf(string name)
    {
        const int MostOwn = byte.MaxValue - (int)InteractionKind.FirstCustom;
        if (InteractionKinds.TryParse(name, out var kind))
        {
            return kind;
        }

        var code = KindNames.Count < MostOwn || KindNames.Find(Encoding.UTF8.GetBytes(name)) >= 0 ? KindNames.CodeOf(name) : KindNames.CodeOf("other");
        return InteractionKind.FirstCustom + (byte)code;
    }

    /// <summary>Writes the snapshot to a file that does not exist yet. The builder's rows are used up.</summary>
    public SnapshotHeader Write(string path)
    {
        using var file = new ColumnFileWriter(path);
        var header = new SnapshotWriter(this, file, TemporaryPath, _partRows).Write();
        // Not forced to the disk: a snapshot that a crash damages fails its checksums and is built again.
        file.Complete(flushToDisk: false);
        Dispose();
        return header;
    }

    /// <summary>Lets the rows go; needed only when nothing was written.</summary>
    public void Dispose() => _rows.Dispose();

    /// <summary>Writes the snapshot to a file that does not exist yet and opens it.</summary>
    public Snapshot WriteAndOpen(string path)
    {
        _ = Write(path);
        return new Snapshot(ColumnFile.Open(path));
    }

    private void Code(ref AttributeCodes codes, RowAttribute attribute, string? value)
    {
        if (value is not null)
        {
            codes[(int)attribute] = AttributeNames[(int)attribute].CodeOf(value);
        }
    }
}
