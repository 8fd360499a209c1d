using System.Collections;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Overview;

[Flags]
internal enum SaleFlags
{
    None = 0,
    Refund = 1,

    /// <summary>A line of an order that only gives goods back.</summary>
    Cancels = 2,

    /// <summary>The first line that the customer ever bought.</summary>
    New = 4,

    /// <summary>A line of an order after the customer's first one.</summary>
    Returning = 8,
}

/// <summary>A row that is bought or given back.</summary>
/// <param name="Day"><see cref="DateOnly.DayNumber"/> of the shop's day.</param>
/// <param name="Customer">Index of the customer, -1 for none.</param>
/// <param name="Item">Index of the item, -1 for none.</param>
/// <param name="Country">Code of the country, -1 for none.</param>
/// <param name="OrderDay">Of the first of an order's lines: the day on which it was placed; <see cref="int.MinValue"/> of the others.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Flags">What it is.</param>
internal readonly record struct Sale(int Day, int Customer, int Item, int Country, int OrderDay, long Amount, float Quantity, SaleFlags Flags);

/// <summary>
/// What a snapshot's shop sold, in the order of its rows: a small part of the rows of a shop with events, side by side, so that
/// a period that nobody asked for yet costs a pass over these alone.
/// </summary>
internal sealed class SaleTable
{
    private readonly Snapshot _snapshot;
    private readonly ShopTime _time;
    private readonly BitArray _ordersSeen;
    private int _customer = -1;
    private int _firstOrder;
    private bool _hasBought;

    private SaleTable(Snapshot snapshot, ShopTime time) =>
        (_snapshot, _time, _ordersSeen, Countries) = (snapshot, time, new BitArray(snapshot.Orders.Count), new CountryNames(snapshot));

    public CountryNames Countries { get; }

    /// <summary>Customer by customer, those without one last.</summary>
    public Sale[] Sales { get; private set; } = [];

    public static SaleTable Of(Snapshot snapshot, ShopTime time, CancellationToken cancellationToken)
    {
        var table = new SaleTable(snapshot, time);
        table.Read(cancellationToken);
        return table;
    }

    private void Read(CancellationToken cancellationToken)
    {
        // Tuples cannot hold spans.
        var kinds = _snapshot.RowKind;
        var times = _snapshot.RowTime;
        var amounts = _snapshot.RowAmount;
        var customers = _snapshot.RowCustomer;
        var items = _snapshot.RowItem;
        var quantities = _snapshot.RowQuantity;
        var orders = _snapshot.RowOrder;
        var orderFlags = _snapshot.Orders.Flags;
        var orderTimes = _snapshot.Orders.Time;
        var country = new RowCountries(_snapshot, Countries);
        var clock = _time.Clock.Read();
        var sales = new List<Sale>();
        for (var row = 0; row < kinds.Length; row++)
        {
            if ((row & 0xFFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            if (kinds[row] > InteractionKind.Refund)
            {
                continue;
            }
            var (customer, order) = (customers[row], orders[row]);
            var flags = kinds[row] == InteractionKind.Refund ? SaleFlags.Refund : customer >= 0 ? Bought(customer, order) : SaleFlags.None;
            flags |= order >= 0 && (orderFlags[order] & OrderFlags.Return) != 0 ? SaleFlags.Cancels : SaleFlags.None;
            // An order belongs to the day it was placed on, even if a line of it is written a minute past midnight.
            var orderDay = IsFirstOf(order) ? clock.DayNumberOf(orderTimes[order]) : int.MinValue;
            sales.Add(new Sale(clock.DayNumberOf(times[row]), customer, items[row], country.Of(row, customer), orderDay, amounts[row], quantities[row], flags));
        }
        Sales = [.. sales];
    }

    private bool IsFirstOf(int order)
    {
        var isFirst = order >= 0 && !_ordersSeen[order];
        if (isFirst)
        {
            _ordersSeen[order] = true;
        }
        return isFirst;
    }

    private SaleFlags Bought(int customer, int order)
    {
        if (customer != _customer)
        {
            (_customer, _hasBought) = (customer, false);
        }
        if (!_hasBought)
        {
            (_hasBought, _firstOrder) = (true, order);
            return SaleFlags.New;
        }
        return order != _firstOrder ? SaleFlags.Returning : SaleFlags.None;
    }
}
