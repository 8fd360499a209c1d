using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// The snapshot's orders: those of the record and those that events name, sorted by key, then one for the purchase
/// events of each session that name none (of each moment, where there is no session).
/// </summary>
internal sealed class OrderBook
{
    private readonly SnapshotBuilder _content;
    private readonly int[] _sorted;
    private readonly List<OrderStatus> _status = [];
    private readonly List<OrderFlags> _flags = [];
    private readonly List<int> _customer = [];
    private readonly List<long> _time = [];
    private readonly HashSet<int> _hasPurchase = [];
    private readonly Dictionary<int, int> _orderOfSession = [];

    /// <summary>Owner and moment of the order that purchase events outside any session were last put into.</summary>
    private (int Customer, long Time) _open = (-1, long.MinValue);

    public OrderBook(SnapshotBuilder content, RowLayout layout, int[] sessions, int[] customerRanks)
    {
        _content = content;
        _sorted = Utf8Order.Of(content.Orders.Keys);
        AddKeyed(customerRanks);
        OrderOfRow = new int[layout.RowCount];
        var ranks = Utf8Order.Ranks(_sorted);
        var customer = 0;
        for (var row = 0; row < layout.RowCount; row++)
        {
            while (customer + 1 < layout.Offsets.Length && row >= layout.Offsets[customer + 1])
            {
                customer++;
            }

            var owner = customer + 1 < layout.Offsets.Length ? customer : -1;
            OrderOfRow[row] = OrderOf(layout.Sources[row], owner, sessions[row], ranks);
        }
    }

    /// <summary>Per row of the snapshot: order, -1 for none.</summary>
    public int[] OrderOfRow { get; }

    public int Count => _status.Count;

    public void Write(ColumnFileWriter file)
    {
        var keys = new string?[Count];
        for (var i = 0; i < _sorted.Length; i++)
        {
            keys[i] = _content.Orders.Keys[_sorted[i]];
        }

        file.WriteStrings(SnapshotSections.OrderKeys, keys);
        file.Write<OrderStatus>(SnapshotSections.OrderStatus, _status.ToArray());
        file.Write<OrderFlags>(SnapshotSections.OrderFlags, _flags.ToArray());
        file.Write<int>(SnapshotSections.OrderCustomer, _customer.ToArray());
        file.Write<long>(SnapshotSections.OrderTime, _time.ToArray());
    }

    private void AddKeyed(int[] customerRanks)
    {
        foreach (var code in _sorted)
        {
            var record = _content.OrderRecords.GetValueOrDefault(code);
            var customer = _content.Customers.CodeOf(record?.CustomerKey);
            Append(record?.Status ?? OrderStatus.Completed, customer < 0 ? -1 : customerRanks[customer], record?.Time ?? long.MinValue);
        }
    }

    private void Append(OrderStatus status, int customer, long time)
    {
        _status.Add(status);
        _flags.Add(OrderFlags.None);
        _customer.Add(customer);
        _time.Add(time);
    }

    private int OrderOf(int source, int customer, int session, int[] ranks)
    {
        var kind = (InteractionKind)_content.Rows.Kind[source];
        var code = _content.Rows.Order[source];
        if (code >= 0)
        {
            Learn(ranks[code], kind, customer, _content.Rows.Time[source]);
            return ranks[code];
        }

        return kind == InteractionKind.Purchase ? FromEvents(source, customer, session) : -1;
    }

    private void Learn(int order, InteractionKind kind, int customer, long time)
    {
        if (kind == InteractionKind.Purchase)
        {
            _hasPurchase.Add(order);
            _flags[order] &= ~OrderFlags.Return;
        }
        else if (kind == InteractionKind.Refund && !_hasPurchase.Contains(order))
        {
            _flags[order] |= OrderFlags.Return;
        }

        _customer[order] = _customer[order] < 0 ? customer : _customer[order];
        _time[order] = _time[order] == long.MinValue ? time : _time[order];
    }

    private int FromEvents(int source, int customer, int session)
    {
        var time = _content.Rows.Time[source];
        if (session >= 0)
        {
            if (_orderOfSession.TryGetValue(session, out var order))
            {
                return order;
            }

            _orderOfSession.Add(session, Count);
        }
        else if (_open == (customer, time))
        {
            return Count - 1;
        }

        _open = session >= 0 ? (-1, long.MinValue) : (customer, time);
        Append(OrderStatus.Completed, customer, time);
        _flags[^1] = OrderFlags.FromEvents;
        return Count - 1;
    }
}
