using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// What must be known of all rows before any can be given its place: how many each owner has, which visitors are
/// customers and which are programs, which attributes are in use. A visitor's events belong to the customer whom the visitor's earliest event
/// with a customer key names; a visitor without such an event is a customer of its own.
/// </summary>
internal sealed class RowCensus
{
    private const long DayMilliseconds = 86_400_000;

    private readonly SnapshotBuilder _content;
    private readonly int[] _ofCustomer;
    private readonly int[] _ofVisitor;
    private readonly int[] _customerOfVisitor;
    private readonly long[] _since;
    private readonly PaceWatch _customerPaces;
    private readonly PaceWatch _visitorPaces;

    public RowCensus(SnapshotBuilder content)
    {
        _content = content;
        _ofCustomer = new int[content.Customers.Count];
        _ofVisitor = new int[content.Visitors.Count];
        _customerOfVisitor = new int[content.Visitors.Count];
        _since = new long[content.Visitors.Count];
        _customerPaces = new PaceWatch(_ofCustomer.Length);
        _visitorPaces = new PaceWatch(_ofVisitor.Length);
        Array.Fill(_customerOfVisitor, -1);
        foreach (var source in content.Sources)
        {
            source.Read(Count);
        }

        LeaveOutMachines(_customerPaces, _ofCustomer);
        LeaveOutMachines(_visitorPaces, _ofVisitor);
        JoinVisitors();
    }

    /// <summary>Visitors who stay anonymous; as owners they follow the customers, in this order.</summary>
    public List<int> Anonymous { get; } = [];

    /// <summary>Rows of each owner: customers, then anonymous visitors.</summary>
    public int[] RowsOfOwner { get; private set; } = [];

    /// <summary>Rows of nobody, by day since 1970.</summary>
    public SortedDictionary<long, int> NobodysRowsByDay { get; } = [];

    public int RowCount { get; private set; }

    /// <summary>Rows that were left out because only a program does so much in a minute.</summary>
    public int MachineRows { get; private set; }

    /// <summary>Visitors whose rows those are.</summary>
    public int Machines { get; private set; }

    public bool[] UsesAttribute { get; } = new bool[AttributeCodes.Length];

    public static long DayOf(long time) => time >= 0 ? time / DayMilliseconds : ((time + 1) / DayMilliseconds) - 1;

    /// <summary>The owner of a row, -1 for nobody.</summary>
    public int OwnerOf(in RawRow row) =>
        row.Customer >= 0 ? row.Customer : row.Visitor >= 0 ? _customerOfVisitor[row.Visitor] : -1;

    /// <summary>
    /// Whether the snapshot does without a row: an order that is no revenue shows none, and what an order file says about
    /// an order is not said again by events.
    /// </summary>
    public bool IsLeftOut(in RawRow row) => IsSaidElsewhere(row) || (Machines > 0 && PaceWatch.IsWatched(row)
        && (row.Customer >= 0 ? _customerPaces.IsMachine(row.Customer) : row.Visitor >= 0 && _visitorPaces.IsMachine(row.Visitor)));

    private bool IsSaidElsewhere(in RawRow row) => row.Order >= 0 && _content.OrderNotes.Of(row.Order) is { IsRecorded: true } order
        && (!order.Status.CountsAsRevenue() || (row.IsEvent && row.Kind is InteractionKind.Purchase or InteractionKind.Refund));

    private void Count(RowBatch batch)
    {
        foreach (ref readonly var row in batch.Rows.AsSpan(0, batch.Count))
        {
            if (row.Visitor >= 0 && row.Customer >= 0 && (_customerOfVisitor[row.Visitor] < 0 || row.Time < _since[row.Visitor]))
            {
                (_customerOfVisitor[row.Visitor], _since[row.Visitor]) = (row.Customer, row.Time);
            }

            if (!IsSaidElsewhere(row))
            {
                Count(row);
            }
        }

        for (var attribute = 0; batch.HasAttributes && attribute < AttributeCodes.Length; attribute++)
        {
            for (var i = 0; i < batch.Count && !UsesAttribute[attribute]; i++)
            {
                UsesAttribute[attribute] = batch.Attributes[i][attribute] >= 0;
            }
        }
    }

    private void Count(in RawRow row)
    {
        if (PaceWatch.IsWatched(row) && (row.Customer >= 0 || row.Visitor >= 0))
        {
            (row.Customer >= 0 ? _customerPaces : _visitorPaces).Add(row.Customer >= 0 ? row.Customer : row.Visitor, row.Time);
        }

        if (row.Customer >= 0)
        {
            _ofCustomer[row.Customer]++;
        }
        else if (row.Visitor >= 0)
        {
            _ofVisitor[row.Visitor]++;
        }
        else
        {
            NobodysRowsByDay[DayOf(row.Time)] = NobodysRowsByDay.GetValueOrDefault(DayOf(row.Time)) + 1;
        }

        RowCount = checked(RowCount + 1);
    }

    private void LeaveOutMachines(PaceWatch paces, int[] rows)
    {
        foreach (var (visitor, events) in paces.Machines)
        {
            rows[visitor] -= events;
            RowCount -= events;
            MachineRows += events;
            Machines++;
        }
    }

    private void JoinVisitors()
    {
        for (var visitor = 0; visitor < _customerOfVisitor.Length; visitor++)
        {
            if (_customerOfVisitor[visitor] < 0)
            {
                _customerOfVisitor[visitor] = _ofCustomer.Length + Anonymous.Count;
                Anonymous.Add(visitor);
            }
        }

        RowsOfOwner = new int[_ofCustomer.Length + Anonymous.Count];
        _ofCustomer.CopyTo(RowsOfOwner, 0);
        for (var visitor = 0; visitor < _ofVisitor.Length; visitor++)
        {
            RowsOfOwner[_customerOfVisitor[visitor]] += _ofVisitor[visitor];
        }
    }
}
