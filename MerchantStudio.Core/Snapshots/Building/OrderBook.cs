using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// The snapshot's orders: those of the record and those that events name, sorted by key, then one for the purchase
/// events of each session that name none (of each moment, where there is no session). Rows come in the snapshot's order.
/// </summary>
internal sealed class OrderBook
{
    private readonly SnapshotBuilder _content;
    private readonly int[] _sorted;
    private readonly int[] _ranks;
    private readonly bool[] _hasPurchase;
    private readonly List<OrderStatus> _status = [];
    private readonly List<OrderFlags> _flags = [];
    private readonly List<int> _customer = [];
    private readonly List<long> _time = [];
    private readonly Dictionary<int, int> _orderOfSession = [];
    private int _owner = -1;

    /// <summary>Owner and moment of the order that purchase events outside any session were last put into.</summary>
    private (int Customer, long Time) _open = (-1, long.MinValue);

    public OrderBook(SnapshotBuilder content, int[] ownerRanks)
    {
        _content = content;
        _sorted = Utf8Order.Of(content.Orders.Count, code => content.Orders[code]);
        _ranks = Utf8Order.Ranks(_sorted);
        _hasPurchase = new bool[_sorted.Length];
        foreach (var code in _sorted)
        {
            var note = content.OrderNotes.Of(code);
            Append(note.Status, note.Customer < 0 ? -1 : ownerRanks[note.Customer], note.Time);
        }
    }

    public int Count => _status.Count;

    /// <returns>The order of the next row, -1 for none.</returns>
    public int Next(in RawRow row, int session)
    {
        if (row.Order >= 0)
        {
            Learn(_ranks[row.Order], row);
            return _ranks[row.Order];
        }

        return row.Kind == InteractionKind.Purchase ? FromEvents(row, session) : -1;
    }

    public void Write(ColumnFileWriter file)
    {
        file.WriteTexts(SnapshotSections.OrderKeys, Count, i => i < _sorted.Length ? _content.Orders[_sorted[i]] : []);
        file.Write<OrderStatus>(SnapshotSections.OrderStatus, _status.ToArray());
        file.Write<OrderFlags>(SnapshotSections.OrderFlags, _flags.ToArray());
        file.Write<int>(SnapshotSections.OrderCustomer, _customer.ToArray());
        file.Write<long>(SnapshotSections.OrderTime, _time.ToArray());
    }

    private void Append(OrderStatus status, int customer, long time)
    {
        _status.Add(status);
        _flags.Add(OrderFlags.None);
        _customer.Add(customer);
        _time.Add(time);
    }

    private void Learn(int order, in RawRow row)
    {
        if (row.Kind == InteractionKind.Purchase)
        {
            _hasPurchase[order] = true;
            _flags[order] &= ~OrderFlags.Return;
        }
        else if (row.Kind == InteractionKind.Refund && !_hasPurchase[order])
        {
            _flags[order] |= OrderFlags.Return;
        }

        _customer[order] = _customer[order] < 0 ? row.Customer : _customer[order];
        _time[order] = _time[order] == long.MinValue ? row.Time : _time[order];
    }

    private int FromEvents(in RawRow row, int session)
    {
        if (row.Customer != _owner)
        {
            // A session has one owner: nobody asks for those of the owners before.
            _owner = row.Customer;
            _orderOfSession.Clear();
        }

        if (session >= 0)
        {
            if (_orderOfSession.TryGetValue(session, out var order))
            {
                return order;
            }

            _orderOfSession.Add(session, Count);
        }
        else if (_open == (row.Customer, row.Time))
        {
            return Count - 1;
        }

        _open = session >= 0 ? (-1, long.MinValue) : (row.Customer, row.Time);
        Append(OrderStatus.Completed, row.Customer, row.Time);
        _flags[^1] = OrderFlags.FromEvents;
        return Count - 1;
    }
}
