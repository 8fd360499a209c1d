using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>
/// Recency, frequency and spend of every known customer at one moment, and their scores from 1 to 5. A score counts the
/// fifths of the shop's buyers that lie below; equal values have equal scores. Refunds lower the spend and are no purchase.
/// </summary>
internal sealed class RfmTable
{
    private RfmTable(int customers)
    {
        (LastMs, Orders, SpendMinor) = (new long[customers], new int[customers], new long[customers]);
        (Recency, Frequency, Spend) = (new byte[customers], new byte[customers], new byte[customers]);
        Array.Fill(LastMs, long.MinValue);
    }

    /// <summary>Unix milliseconds of the last purchase; <see cref="long.MinValue"/> for who never bought.</summary>
    public long[] LastMs { get; }

    public int[] Orders { get; }
    public long[] SpendMinor { get; }

    /// <summary>Scores; 0 for who never bought.</summary>
    public byte[] Recency { get; }

    public byte[] Frequency { get; }
    public byte[] Spend { get; }

    /// <summary>The four borders between the scores, in days since the last purchase, falling.</summary>
    public double[] RecencyDays { get; private set; } = [];

    public double[] FrequencyOrders { get; private set; } = [];
    public double[] SpendMinorBorders { get; private set; } = [];

    /// <param name="snapshot">The shop.</param>
    /// <param name="asOfMs">Rows at or after this moment are not looked at: orders of the future wait for their day.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public static RfmTable At(Snapshot snapshot, long asOfMs, CancellationToken cancellationToken)
    {
        var table = new RfmTable(snapshot.Customers.Count);
        table.Read(snapshot, asOfMs, cancellationToken);
        table.Score(snapshot, asOfMs);
        return table;
    }

    public SegmentName SegmentOf(int customer) =>
        SegmentRules.Of(Recency[customer], SegmentRules.Value(Frequency[customer], Spend[customer]));

    private void Read(Snapshot snapshot, long asOfMs, CancellationToken cancellationToken)
    {
        var offsets = snapshot.CustomerOffsets;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var orders = snapshot.RowOrder;
        var amounts = snapshot.RowAmount;
        var seen = new System.Collections.BitArray(snapshot.Orders.Count);
        for (var customer = 0; customer < Orders.Length; customer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var row = offsets[customer]; row < offsets[customer + 1] && times[row] < asOfMs; row++)
            {
                SpendMinor[customer] += kinds[row] <= InteractionKind.Refund ? amounts[row] : 0;
                if (kinds[row] != InteractionKind.Purchase)
                {
                    continue;
                }

                LastMs[customer] = times[row];
                if (orders[row] < 0 || !seen[orders[row]])
                {
                    Orders[customer]++;
                }

                if (orders[row] >= 0)
                {
                    seen[orders[row]] = true;
                }
            }
        }
    }

    private void Score(Snapshot snapshot, long asOfMs)
    {
        var flags = snapshot.Customers.Flags;
        var buyers = new List<int>();
        for (var customer = 0; customer < Orders.Length; customer++)
        {
            if (LastMs[customer] != long.MinValue && (flags[customer] & CustomerFlags.Anonymous) == 0)
            {
                buyers.Add(customer);
            }
        }

        double DaysSince(int customer) => (asOfMs - LastMs[customer]) / (double)ShopClock.MillisecondsPerDay;
        RecencyDays = [.. Borders([.. buyers.Select(customer => -DaysSince(customer))]).Select(border => -border)];
        FrequencyOrders = Borders([.. buyers.Select(customer => (double)Orders[customer])]);
        SpendMinorBorders = Borders([.. buyers.Select(customer => (double)SpendMinor[customer])]);
        foreach (var customer in buyers)
        {
            Recency[customer] = (byte)(1 + RecencyDays.Count(border => DaysSince(customer) < border));
            Frequency[customer] = (byte)(1 + FrequencyOrders.Count(border => Orders[customer] > border));
            Spend[customer] = (byte)(1 + SpendMinorBorders.Count(border => SpendMinor[customer] > border));
        }
    }

    // The values at one, two, three and four fifths.
    private static double[] Borders(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? [] : [.. Enumerable.Range(1, SegmentRules.Scores - 1).Select(fifth => values[(values.Length - 1) * fifth / SegmentRules.Scores])];
    }
}
