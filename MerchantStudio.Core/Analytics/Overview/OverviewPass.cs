using System.Collections;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Overview;

/// <summary>One pass over a snapshot's rows that sums everything the overview shows of one period.</summary>
internal sealed class OverviewPass
{
    private readonly CalendarSlots _slots;
    private readonly OverviewTally _tally;
    private readonly SalesBreakdown _breakdown;
    private readonly CountryNames _countries;
    private readonly BitArray _ordersSeen;
    private readonly long _start;
    private readonly long _end;
    private ShopClock.Cursor _clock;
    private int _customer = -1;
    private int _firstOrder;
    private bool _hasBought;

    private OverviewPass(Snapshot snapshot, ShopTime time, CalendarSlots slots)
    {
        var (startUtc, endUtc) = slots.Range.InUtc(time.Zone);
        (_start, _end) = (UnixTime.Milliseconds(startUtc), UnixTime.Milliseconds(endUtc));
        (_slots, _clock) = (slots, time.Clock.Read());
        _tally = new OverviewTally(slots);
        _countries = new CountryNames(snapshot);
        _breakdown = new SalesBreakdown(snapshot, _countries);
        _ordersSeen = new BitArray(snapshot.Orders.Count);
    }

    public static (OverviewTally Tally, SalesBreakdown Breakdown) Run(
        Snapshot snapshot, ShopTime time, CalendarSlots slots, CancellationToken cancellationToken)
    {
        var pass = new OverviewPass(snapshot, time, slots);
        pass.Read(snapshot, cancellationToken);
        return (pass._tally, pass._breakdown);
    }

    private void Read(Snapshot snapshot, CancellationToken cancellationToken)
    {
        // Tuples cannot hold spans.
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var amounts = snapshot.RowAmount;
        var customers = snapshot.RowCustomer;
        var items = snapshot.RowItem;
        var quantities = snapshot.RowQuantity;
        var orders = snapshot.RowOrder;
        var orderFlags = snapshot.Orders.Flags;
        var orderTimes = snapshot.Orders.Time;
        var country = new RowCountries(snapshot, _countries);
        for (var row = 0; row < kinds.Length; row++)
        {
            if (kinds[row] > InteractionKind.Refund)
            {
                continue;
            }
            if ((row & 0xFFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            var order = orders[row];
            var cancels = order >= 0 && (orderFlags[order] & OrderFlags.Return) != 0;
            if (order >= 0 && !_ordersSeen[order])
            {
                _ordersSeen[order] = true;
                AddOrder(country.Of(row, customers[row]), orderTimes[order], cancels);
            }
            var time = times[row];
            var slot = time >= _start && time < _end ? _slots.SlotOf(_clock.DayNumberOf(time)) : -1;
            if (customers[row] >= 0)
            {
                AddCustomer(slot, customers[row], order, kinds[row]);
            }
            if (slot >= 0)
            {
                _tally.AddLine(slot, amounts[row], kinds[row] == InteractionKind.Refund, !cancels);
                _breakdown.AddLine(country.Of(row, customers[row]), items[row], amounts[row], quantities[row]);
            }
        }
    }

    // An order belongs to the day it was placed on, even if a line of it is written a minute past midnight.
    private void AddOrder(int country, long time, bool cancels)
    {
        if (time >= _start && time < _end)
        {
            _tally.AddOrder(_slots.SlotOf(_clock.DayNumberOf(time)), cancels);
            _breakdown.AddOrder(country);
        }
    }

    private void AddCustomer(int slot, int customer, int order, InteractionKind kind)
    {
        if (customer != _customer)
        {
            (_customer, _hasBought) = (customer, false);
        }
        var first = !_hasBought;
        if (kind == InteractionKind.Purchase && first)
        {
            (_hasBought, _firstOrder) = (true, order);
        }
        if (slot < 0)
        {
            return;
        }
        _tally.AddCustomer(slot, customer);
        if (kind != InteractionKind.Purchase)
        {
            return;
        }
        if (first)
        {
            _tally.AddNew(slot, customer);
        }
        else if (order != _firstOrder)
        {
            _tally.AddReturning(slot, customer);
        }
    }
}
