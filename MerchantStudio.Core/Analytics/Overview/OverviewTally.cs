using MerchantStudio.Core.Analytics.Calendar;

namespace MerchantStudio.Core.Analytics.Overview;

/// <summary>Running sums of one period: a place for each calendar slot, and one for the whole.</summary>
internal sealed class OverviewTally(CalendarSlots slots)
{
    private readonly Sums[] _sums = new Sums[slots.Count + 1];
    private readonly int[] _customerSeen = FilledWithNobody(slots.Count + 1);
    private readonly int[] _newSeen = FilledWithNobody(slots.Count + 1);
    private readonly int[] _returningSeen = FilledWithNobody(slots.Count + 1);

    private int Whole => slots.Count;

    public void AddLine(int slot, long amount, bool isReturn, bool inSalesOrder)
    {
        AddLineTo(ref _sums[slot], amount, isReturn, inSalesOrder);
        AddLineTo(ref _sums[Whole], amount, isReturn, inSalesOrder);
    }

    public void AddOrder(int slot, bool isReturn)
    {
        AddOrderTo(ref _sums[slot], isReturn);
        AddOrderTo(ref _sums[Whole], isReturn);
    }

    // Rows come customer by customer, so "seen before" is one number per slot and no set is needed.
    public void AddCustomer(int slot, int customer)
    {
        _sums[slot].Customers += FirstTime(_customerSeen, slot, customer);
        _sums[Whole].Customers += FirstTime(_customerSeen, Whole, customer);
    }

    public void AddNew(int slot, int customer)
    {
        _sums[slot].New += FirstTime(_newSeen, slot, customer);
        _sums[Whole].New += FirstTime(_newSeen, Whole, customer);
    }

    public void AddReturning(int slot, int customer)
    {
        _sums[slot].Returning += FirstTime(_returningSeen, slot, customer);
        _sums[Whole].Returning += FirstTime(_returningSeen, Whole, customer);
    }

    public OverviewFigures Total => Figures(_sums[Whole]);

    public IReadOnlyList<OverviewPoint> Trend => [.. slots.Starts.Select((start, i) => new OverviewPoint(start, Figures(_sums[i])))];

    private static int FirstTime(int[] seen, int slot, int customer)
    {
        if (seen[slot] == customer)
        {
            return 0;
        }
        seen[slot] = customer;
        return 1;
    }

    private static int[] FilledWithNobody(int length)
    {
        var seen = new int[length];
        Array.Fill(seen, -1);
        return seen;
    }

    private static void AddLineTo(ref Sums sums, long amount, bool isReturn, bool inSalesOrder)
    {
        sums.Sales += isReturn ? 0 : amount;
        sums.Returns += isReturn ? amount : 0;
        sums.SalesOrdersAmount += inSalesOrder ? amount : 0;
    }

    private static void AddOrderTo(ref Sums sums, bool isReturn)
    {
        sums.SalesOrders += isReturn ? 0 : 1;
        sums.ReturnOrders += isReturn ? 1 : 0;
    }

    private static OverviewFigures Figures(in Sums sums) => new()
    {
        RevenueMinor = sums.Sales + sums.Returns,
        SalesMinor = sums.Sales,
        ReturnsMinor = sums.Returns,
        SalesOrders = sums.SalesOrders,
        ReturnOrders = sums.ReturnOrders,
        SalesOrdersMinor = sums.SalesOrdersAmount,
        Customers = sums.Customers,
        ReturningCustomers = sums.Returning,
        NewCustomers = sums.New,
    };

    private struct Sums
    {
        public long Sales;
        public long Returns;
        public long SalesOrdersAmount;
        public int SalesOrders;
        public int ReturnOrders;
        public int Customers;
        public int New;
        public int Returning;
    }
}
