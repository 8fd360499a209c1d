using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>What each customer of a snapshot has bought, one place per customer. Built in one pass over the rows.</summary>
internal sealed class CustomerSummaries
{
    private CustomerSummaries(int count)
    {
        (SalesOrders, ReturnOrders, Revenue) = (new int[count], new int[count], new long[count]);
        (First, Last) = (Filled(count, long.MaxValue), Filled(count, long.MinValue));
    }

    /// <summary>Order documents that sell.</summary>
    public int[] SalesOrders { get; }

    /// <summary>Order documents that only take back.</summary>
    public int[] ReturnOrders { get; }

    /// <summary>Minor units, returns taken off.</summary>
    public long[] Revenue { get; }

    /// <summary>Unix milliseconds of the first sale or return; <see cref="long.MaxValue"/> for none.</summary>
    public long[] First { get; }

    /// <summary>Unix milliseconds of the last one; <see cref="long.MinValue"/> for none.</summary>
    public long[] Last { get; }

    public static CustomerSummaries Of(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var summaries = new CustomerSummaries(snapshot.Customers.Count);
        summaries.AddRows(snapshot, cancellationToken);
        return summaries;
    }

    private void AddRows(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var offsets = snapshot.CustomerOffsets;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var amounts = snapshot.RowAmount;
        var orders = snapshot.RowOrder;
        var flags = snapshot.Orders.Flags;
        var seen = new System.Collections.BitArray(snapshot.Orders.Count);
        for (var customer = 0; customer < Revenue.Length; customer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var row = offsets[customer]; row < offsets[customer + 1]; row++)
            {
                if (kinds[row] > InteractionKind.Refund)
                {
                    continue;
                }
                Revenue[customer] += amounts[row];
                First[customer] = Math.Min(First[customer], times[row]);
                Last[customer] = times[row];
                if (orders[row] is >= 0 and var order && !seen[order])
                {
                    seen[order] = true;
                    var cancels = (flags[order] & OrderFlags.Return) != 0;
                    SalesOrders[customer] += cancels ? 0 : 1;
                    ReturnOrders[customer] += cancels ? 1 : 0;
                }
            }
        }
    }

    private static long[] Filled(int count, long value)
    {
        var places = new long[count];
        Array.Fill(places, value);
        return places;
    }
}
