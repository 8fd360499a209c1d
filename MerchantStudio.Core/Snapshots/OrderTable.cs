using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

[Flags]
public enum OrderFlags : byte
{
    None = 0,

    /// <summary>Every line takes goods or money back: the cancellation of another order.</summary>
    Return = 1,

    /// <summary>Made of the purchase events of one session that name no order; has no key.</summary>
    FromEvents = 2,
}

/// <summary>The snapshot's orders: those with a key first, sorted by it.</summary>
public sealed class OrderTable
{
    private readonly ColumnFile _file;

    internal OrderTable(ColumnFile file)
    {
        _file = file;
        Keys = file.Strings(SnapshotSections.OrderKeys);
    }

    public int Count => Keys.Count;

    /// <summary>Empty for orders that were made of events.</summary>
    public StringTable Keys { get; }

    /// <summary>
    /// An order whose status does not count as revenue (<see cref="OrderStatuses.CountsAsRevenue"/>) has no rows.
    /// </summary>
    public ReadOnlySpan<OrderStatus> Status => _file.Column<OrderStatus>(SnapshotSections.OrderStatus);

    public ReadOnlySpan<OrderFlags> Flags => _file.Column<OrderFlags>(SnapshotSections.OrderFlags);

    /// <summary>Index of the customer, -1 for none.</summary>
    public ReadOnlySpan<int> Customer => _file.Column<int>(SnapshotSections.OrderCustomer);

    /// <summary>Unix milliseconds.</summary>
    public ReadOnlySpan<long> Time => _file.Column<long>(SnapshotSections.OrderTime);
}
