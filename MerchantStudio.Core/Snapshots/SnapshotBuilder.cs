using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Events;
using MerchantStudio.Core.Snapshots.Building;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

/// <summary>
/// Collects what a shop's snapshot shows, in any order, and writes it. The same content gives the same snapshot, byte
/// for byte, when rows of equal time come in the same order. Not safe for several threads.
/// </summary>
public sealed class SnapshotBuilder(SnapshotShop shop)
{
    internal SnapshotShop Shop { get; } = shop;
    internal RawRows Rows { get; } = new();
    internal KeyTable Customers { get; } = new();
    internal KeyTable Visitors { get; } = new();
    internal KeyTable Items { get; } = new();
    internal KeyTable Orders { get; } = new();
    internal KeyTable[] AttributeNames { get; } = [.. Enum.GetValues<RowAttribute>().Select(_ => new KeyTable())];
    internal KeyTable KindNames { get; } = new();
    internal Dictionary<int, SnapshotCustomer> CustomerRecords { get; } = [];
    internal Dictionary<int, SnapshotItem> ItemRecords { get; } = [];
    internal Dictionary<int, SnapshotOrder> OrderRecords { get; } = [];

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
        OrderRecords[code] = order;
        return code;
    }

    public void Add(in SnapshotRow row)
    {
        var number = Rows.Add(new RawRow
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
        });
        Set(number, RowAttribute.Country, row.Country);
        Set(number, RowAttribute.Source, row.Source);
        Set(number, RowAttribute.Device, row.Device);
        Set(number, RowAttribute.Category, row.Category);
        Set(number, RowAttribute.Value, row.Value);
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

        var code = KindNames.Count < MostOwn || KindNames.Keys.Contains(name) ? KindNames.CodeOf(name) : KindNames.CodeOf("other");
        return InteractionKind.FirstCustom + (byte)code;
    }

    /// <summary>Writes the snapshot to a file that does not exist yet.</summary>
    public SnapshotHeader Write(string path)
    {
        using var file = new ColumnFileWriter(path);
        var header = new SnapshotWriter(this, file).Write();
        file.Complete();
        return header;
    }

    /// <summary>Writes the snapshot to a file that does not exist yet and opens it.</summary>
    public Snapshot WriteAndOpen(string path)
    {
        _ = Write(path);
        return new Snapshot(ColumnFile.Open(path));
    }

    private void Set(int row, RowAttribute attribute, string? value)
    {
        if (value is not null)
        {
            Rows.Attribute(attribute).Set(row, AttributeNames[(int)attribute].CodeOf(value));
        }
    }
}
