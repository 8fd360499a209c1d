using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>A shop's purchases as the predictors take them, with the customers' keys.</summary>
/// <param name="Log">Lines of the customers who ever bought or returned something.</param>
/// <param name="Keys">Key of each of them.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
public sealed record ShopPurchases(PurchaseLog Log, IReadOnlyList<string> Keys, string Currency)
{
    private const int MillisecondsPerSecond = 1_000;

    /// <summary>What people call each product of the log: its title, or its key.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    // Day 0 of DateOnly is 1 January of the year 1.
    private static readonly int s_unixEpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Copies the lines out, so that the snapshot can be closed. Rows at or after <paramref name="asOfUtc"/> are left out.</summary>
    public static ShopPurchases Read(Snapshot snapshot, DateTime asOfUtc)
    {
        var asOfMs = (asOfUtc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        var (offsets, rows, customers) = Select(snapshot, asOfMs);
        return new ShopPurchases(
            Copy(snapshot, offsets, rows) with { Events = Events(snapshot, customers, asOfMs) },
            [.. customers.Select(customer => snapshot.Customers.Keys[customer])],
            snapshot.Header.Currency)
        {
            Products = [.. Enumerable.Range(0, snapshot.Items.Count).Select(item => snapshot.Items.Titles[item] is { Length: > 0 } title ? title : snapshot.Items.Keys[item])],
        };
    }

    private static (int[] Offsets, int[] Rows, int[] Customers) Select(Snapshot snapshot, long asOfMs)
    {
        var starts = snapshot.CustomerOffsets;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var flags = snapshot.Customers.Flags;
        List<int> offsets = [0], rows = [], customers = [];
        for (var customer = 0; customer < flags.Length; customer++)
        {
            for (var row = starts[customer]; row < starts[customer + 1] && times[row] < asOfMs; row++)
            {
                if (kinds[row] <= InteractionKind.Refund && (flags[customer] & CustomerFlags.Anonymous) == 0)
                {
                    rows.Add(row);
                }
            }

            if (rows.Count > offsets[^1])
            {
                offsets.Add(rows.Count);
                customers.Add(customer);
            }
        }

        return ([.. offsets], [.. rows], [.. customers]);
    }

    private static PurchaseLog Copy(Snapshot snapshot, int[] offsets, int[] rows)
    {
        var log = new PurchaseLog
        {
            Offsets = offsets,
            Seconds = new long[rows.Length],
            Day = new int[rows.Length],
            Order = new int[rows.Length],
            Item = new int[rows.Length],
            Category = new int[rows.Length],
            Quantity = new float[rows.Length],
            AmountMinor = new long[rows.Length],
            IsReturn = new bool[rows.Length],
        };
        // Every access to a column looks it up, so each is taken once.
        var clock = Clock(snapshot);
        var categories = snapshot.Items.Category.Codes;
        var unknownItem = snapshot.Items.Count;
        var rowTime = snapshot.RowTime;
        var rowItem = snapshot.RowItem;
        var rowOrder = snapshot.RowOrder;
        var rowQuantity = snapshot.RowQuantity;
        var rowAmount = snapshot.RowAmount;
        var rowKind = snapshot.RowKind;
        for (var line = 0; line < rows.Length; line++)
        {
            var row = rows[line];
            log.Seconds[line] = rowTime[row] / MillisecondsPerSecond;
            log.Day[line] = clock.DayNumberOf(rowTime[row]) - s_unixEpochDay;
            log.Order[line] = rowOrder[row];
            log.Item[line] = rowItem[row] < 0 ? unknownItem : rowItem[row];
            log.Category[line] = rowItem[row] < 0 ? -1 : categories[rowItem[row]];
            log.Quantity[line] = rowQuantity[row];
            log.AmountMinor[line] = rowAmount[row];
            log.IsReturn[line] = rowKind[row] == InteractionKind.Refund;
        }

        return log;
    }

    /// <summary>Null when none of the customers has an event besides purchases and refunds.</summary>
    private static EventLog? Events(Snapshot snapshot, int[] customers, long asOfMs)
    {
        var starts = snapshot.CustomerOffsets;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        List<int> offsets = [0];
        List<long> seconds = [];
        List<byte> codes = [];
        foreach (var customer in customers)
        {
            for (var row = starts[customer]; row < starts[customer + 1] && times[row] < asOfMs; row++)
            {
                if (kinds[row] > InteractionKind.Refund)
                {
                    seconds.Add(times[row] / MillisecondsPerSecond);
                    codes.Add((byte)kinds[row]);
                }
            }

            offsets.Add(seconds.Count);
        }

        return seconds.Count == 0 ? null : new EventLog { Offsets = [.. offsets], Seconds = [.. seconds], Kind = [.. codes] };
    }

    private static ShopClock.Cursor Clock(Snapshot snapshot)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(snapshot.Header.TimeZoneId);
        var from = snapshot.Header.FromUtc ?? DateTime.UnixEpoch;
        var to = snapshot.Header.ToUtc ?? DateTime.UnixEpoch;
        return new ShopClock(zone, new DateTimeOffset(from, TimeSpan.Zero).ToUnixTimeMilliseconds(), new DateTimeOffset(to, TimeSpan.Zero).ToUnixTimeMilliseconds()).Read();
    }
}
