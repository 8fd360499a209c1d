using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;
using MerchantStudio.Core.Storage.Model;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Lays a builder's content out and writes it, table by table.</summary>
internal sealed class SnapshotWriter
{
    private readonly SnapshotBuilder _content;
    private readonly ColumnFileWriter _file;
    private readonly RawRows _rows;
    private readonly VisitorJoin _visitors;
    private readonly List<string> _customerKeys;
    private readonly int[] _customerOrder;
    private readonly int[] _itemOrder;
    private readonly RowLayout _layout;
    private readonly int[] _sessions;
    private readonly int _sessionCount;
    private readonly OrderBook _orders;

    public SnapshotWriter(SnapshotBuilder content, ColumnFileWriter file)
    {
        (_content, _file, _rows) = (content, file, content.Rows);
        _visitors = new VisitorJoin(_rows, content.Customers.Count, content.Visitors.Count);
        _customerKeys = [.. content.Customers.Keys, .. _visitors.Anonymous.Select(visitor => "visitor:" + content.Visitors.Keys[visitor])];
        _customerOrder = Utf8Order.Of(_customerKeys);
        _itemOrder = Utf8Order.Of(content.Items.Keys);
        var ranks = Utf8Order.Ranks(_customerOrder);
        _layout = RowLayout.Of(_rows, _customerKeys.Count, row => CustomerOf(row, ranks));
        var assigner = new SessionAssigner(_rows, content.Shop.SessionGapMinutes * 60_000L);
        _sessions = assigner.Assign(_layout);
        _sessionCount = assigner.Count;
        _orders = new OrderBook(content, _layout, _sessions, ranks);
    }

    public SnapshotHeader Write()
    {
        WriteRows();
        new CustomerSection(_content, _layout, _customerKeys, _customerOrder).Write(_file);
        new ItemSection(_content, _layout, _itemOrder).Write(_file);
        _orders.Write(_file);
        var header = Header();
        _file.Write<byte>(SnapshotSections.Header, JsonSerializer.SerializeToUtf8Bytes(header));
        return header;
    }

    private int CustomerOf(int row, int[] ranks)
    {
        var order = _rows.Order[row];
        if (order >= 0 && _content.OrderRecords.TryGetValue(order, out var record)
            && (!record.Status.CountsAsRevenue() || (_rows.IsEvent[row] && IsMoney((InteractionKind)_rows.Kind[row]))))
        {
            return RowLayout.LeftOut;
        }

        var customer = _visitors.CustomerOf(_rows, row);
        return customer < 0 ? -1 : ranks[customer];
    }

    private static bool IsMoney(InteractionKind kind) => kind is InteractionKind.Purchase or InteractionKind.Refund;

    private void WriteRows()
    {
        _file.Write<int>(SnapshotSections.Offsets, _layout.Offsets);
        WriteOwners();
        var itemRanks = Utf8Order.Ranks(_itemOrder);
        Gather(SnapshotSections.RowItem, row => _rows.Item[row] is >= 0 and var item ? itemRanks[item] : -1);
        Gather(SnapshotSections.RowKind, row => _rows.Kind[row]);
        Gather(SnapshotSections.RowTime, row => _rows.Time[row]);
        Gather(SnapshotSections.RowQuantity, row => _rows.Quantity[row]);
        Gather(SnapshotSections.RowAmount, row => _rows.Amount[row]);
        _file.Write<int>(SnapshotSections.RowSession, _sessions);
        _file.Write<int>(SnapshotSections.RowOrder, _orders.OrderOfRow);
        _file.WriteStrings(SnapshotSections.KindNames, _content.KindNames.Keys);
        foreach (var attribute in Enum.GetValues<RowAttribute>().Where(attribute => _rows.Attribute(attribute).IsUsed))
        {
            var column = _rows.Attribute(attribute);
            Gather(SnapshotSections.Codes(SnapshotSections.Attribute(attribute)), row => column[row]);
            _file.WriteStrings(SnapshotSections.Attribute(attribute), _content.AttributeNames[(int)attribute].Keys);
        }
    }

    private void WriteOwners()
    {
        var owners = new int[_layout.RowCount];
        owners.AsSpan(_layout.Offsets[^1]).Fill(-1);
        for (var customer = 0; customer + 1 < _layout.Offsets.Length; customer++)
        {
            owners.AsSpan(_layout.Offsets[customer].._layout.Offsets[customer + 1]).Fill(customer);
        }

        _file.Write<int>(SnapshotSections.RowCustomer, owners);
    }

    private void Gather<T>(string section, Func<int, T> valueOf)
        where T : unmanaged
    {
        const int Piece = 1 << 16;
        var buffer = new T[Math.Min(Piece, _layout.RowCount)];
        using var writer = _file.Begin(section);
        for (var start = 0; start < _layout.RowCount; start += Piece)
        {
            var sources = _layout.Sources.AsSpan(start, Math.Min(Piece, _layout.RowCount - start));
            for (var i = 0; i < sources.Length; i++)
            {
                buffer[i] = valueOf(sources[i]);
            }

            writer.Append<T>(buffer.AsSpan(0, sources.Length));
        }
    }

    private SnapshotHeader Header()
    {
        var (from, to) = TimeRange();
        return new SnapshotHeader
        {
            FormatVersion = SnapshotHeader.CurrentFormat,
            ShopId = _content.Shop.ShopId,
            DataVersion = _content.Shop.DataVersion,
            Currency = _content.Shop.Currency,
            TimeZoneId = _content.Shop.TimeZoneId,
            SessionGapMinutes = _content.Shop.SessionGapMinutes,
            CustomerCount = _customerKeys.Count,
            AnonymousCount = _visitors.Anonymous.Length,
            ItemCount = _itemOrder.Length,
            OrderCount = _orders.Count,
            SessionCount = _sessionCount,
            RowCount = _layout.RowCount,
            RowsWithoutCustomer = _layout.RowCount - _layout.Offsets[^1],
            FromUtc = from,
            ToUtc = to,
            Fingerprint = _file.ContentHash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private (DateTime? From, DateTime? To) TimeRange()
    {
        var (from, to) = (long.MaxValue, long.MinValue);
        foreach (var source in _layout.Sources)
        {
            var time = _rows.Time[source];
            from = Math.Min(from, time);
            to = Math.Max(to, time);
        }

        return _layout.RowCount == 0 ? (null, null) : (UtcMilliseconds.ToUtc(from), UtcMilliseconds.ToUtc(to));
    }
}
