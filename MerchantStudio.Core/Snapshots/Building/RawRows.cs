using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>A row in codes of the builder's tables; -1 where there is none.</summary>
internal struct RawRow()
{
    public int Customer = -1;
    public int Visitor = -1;
    public int Item = -1;
    public int Order = -1;
    public InteractionKind Kind;
    public bool IsEvent;
    public long Time;
    public float Quantity = 1;
    public long Amount;

    /// <summary>Hash of the session's key; 0 for none.</summary>
    public long Session;
}

/// <summary>Rows in the order in which they were added, a column each; a column that nothing uses takes no room.</summary>
internal sealed class RawRows
{
    private readonly GrowingColumn<int>[] _attributes =
        [.. Enum.GetValues<RowAttribute>().Select(_ => new GrowingColumn<int>(-1))];

    public int Count { get; private set; }
    public GrowingColumn<int> Customer { get; } = new(-1);
    public GrowingColumn<int> Visitor { get; } = new(-1);
    public GrowingColumn<int> Item { get; } = new(-1);
    public GrowingColumn<int> Order { get; } = new(-1);
    public GrowingColumn<byte> Kind { get; } = new(0);
    public GrowingColumn<bool> IsEvent { get; } = new(false);
    public GrowingColumn<long> Time { get; } = new(0);
    public GrowingColumn<float> Quantity { get; } = new(1);
    public GrowingColumn<long> Amount { get; } = new(0);
    public GrowingColumn<long> Session { get; } = new(0);

    public GrowingColumn<int> Attribute(RowAttribute attribute) => _attributes[(int)attribute];

    /// <summary>Adds a row and gives its number, under which attributes can be set.</summary>
    public int Add(in RawRow row)
    {
        var index = Count;
        Customer.Set(index, row.Customer);
        Visitor.Set(index, row.Visitor);
        Item.Set(index, row.Item);
        Order.Set(index, row.Order);
        Kind.Set(index, (byte)row.Kind);
        IsEvent.Set(index, row.IsEvent);
        Time.Set(index, row.Time);
        Quantity.Set(index, row.Quantity);
        Amount.Set(index, row.Amount);
        Session.Set(index, row.Session);
        Count = checked(index + 1);
        return index;
    }
}
