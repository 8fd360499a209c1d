using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Whom rows belong to: customers by their codes, then anonymous visitors; and their order by key.</summary>
internal sealed class Owners
{
    private readonly Utf8Table _customers;
    private readonly Utf8Table _anonymous = new();

    public Owners(SnapshotBuilder content, RowCensus census)
    {
        _customers = content.Customers;
        foreach (var visitor in census.Anonymous)
        {
            _ = _anonymous.CodeOf((byte[])[.. "visitor:"u8, .. content.Visitors[visitor]]);
        }

        Order = Utf8Order.Of(Count, KeyOf);
        Ranks = Utf8Order.Ranks(Order);
    }

    public int Count => _customers.Count + _anonymous.Count;

    /// <summary>Owners by key.</summary>
    public int[] Order { get; }

    /// <summary>Place of each owner in <see cref="Order"/>.</summary>
    public int[] Ranks { get; }

    public ReadOnlySpan<byte> KeyOf(int owner) => owner < _customers.Count ? _customers[owner] : _anonymous[owner - _customers.Count];
}
