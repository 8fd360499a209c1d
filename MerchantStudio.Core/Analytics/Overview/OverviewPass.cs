using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Overview;

/// <summary>One pass over a shop's sales that sums everything the overview shows of one period.</summary>
internal sealed class OverviewPass
{
    private readonly CalendarSlots _slots;
    private readonly OverviewTally _tally;
    private readonly SalesBreakdown _breakdown;
    private readonly int _from;
    private readonly int _to;

    private OverviewPass(Snapshot snapshot, SaleTable table, CalendarSlots slots)
    {
        (_from, _to) = (slots.Range.From.DayNumber, slots.Range.To.DayNumber);
        _slots = slots;
        _tally = new OverviewTally(slots);
        _breakdown = new SalesBreakdown(snapshot, table.Countries);
    }

    public static (OverviewTally Tally, SalesBreakdown Breakdown) Run(Snapshot snapshot, SaleTable table, CalendarSlots slots, CancellationToken cancellationToken)
    {
        var pass = new OverviewPass(snapshot, table, slots);
        pass.Read(table.Sales, cancellationToken);
        return (pass._tally, pass._breakdown);
    }

    private void Read(Sale[] sales, CancellationToken cancellationToken)
    {
        for (var i = 0; i < sales.Length; i++)
        {
            if ((i & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            ref readonly var sale = ref sales[i];
            if (sale.OrderDay >= _from && sale.OrderDay <= _to)
            {
                _tally.AddOrder(_slots.SlotOf(sale.OrderDay), (sale.Flags & SaleFlags.Cancels) != 0);
                _breakdown.AddOrder(sale.Country);
            }
            if (sale.Day >= _from && sale.Day <= _to)
            {
                AddLine(sale, _slots.SlotOf(sale.Day));
            }
        }
    }

    private void AddLine(in Sale sale, int slot)
    {
        if (sale.Customer >= 0)
        {
            AddCustomer(sale, slot);
        }
        _tally.AddLine(slot, sale.Amount, (sale.Flags & SaleFlags.Refund) != 0, (sale.Flags & SaleFlags.Cancels) == 0);
        _breakdown.AddLine(sale.Country, sale.Item, sale.Amount, sale.Quantity);
    }

    private void AddCustomer(in Sale sale, int slot)
    {
        _tally.AddCustomer(slot, sale.Customer);
        if ((sale.Flags & SaleFlags.New) != 0)
        {
            _tally.AddNew(slot, sale.Customer);
        }
        if ((sale.Flags & SaleFlags.Returning) != 0)
        {
            _tally.AddReturning(slot, sale.Customer);
        }
    }
}
