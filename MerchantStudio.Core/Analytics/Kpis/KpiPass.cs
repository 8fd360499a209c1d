using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Kpis;

/// <summary>Running sums, one place per calendar unit.</summary>
internal sealed class KpiTally(int units, int sessions)
{
    // One run of counters per kind of event, so that a row costs one increment whatever it is.
    public const int Kinds = 256;

    public int[] ByKind { get; } = new int[units * Kinds];
    public int[] Visitors { get; } = new int[units];
    public int[] Sessions { get; } = new int[units];
    public int[] BuyingSessions { get; } = new int[units];
    public long[] Revenue { get; } = new long[units];

    /// <summary>Per session: the last unit that it was counted in, plus 1. Rows of a session come in the order of time.</summary>
    public int[] SessionSeen { get; } = new int[sessions];

    /// <summary>The same for the last unit that it bought in.</summary>
    public int[] SessionBought { get; } = new int[sessions];

    public KpiPoint Point(int unit, DateOnly start) => new()
    {
        Start = start,
        Events = ByKind.AsSpan(unit * Kinds, Kinds).ToArray().Sum(),
        Visitors = Visitors[unit],
        Sessions = Sessions[unit],
        Views = ByKind[(unit * Kinds) + (int)InteractionKind.ViewItem],
        Carts = ByKind[(unit * Kinds) + (int)InteractionKind.AddToCart],
        Checkouts = ByKind[(unit * Kinds) + (int)InteractionKind.BeginCheckout],
        PurchaseLines = ByKind[(unit * Kinds) + (int)InteractionKind.Purchase],
        BuyingSessions = BuyingSessions[unit],
        RevenueMinor = Revenue[unit],
    };
}

/// <summary>One pass over a snapshot's rows.</summary>
internal sealed class KpiPass(Snapshot snapshot, UnitScale scale, KpiTally tally)
{
    private const int RowsBetweenChecks = 1 << 20;

    public void Run(CancellationToken cancellationToken)
    {
        var offsets = snapshot.CustomerOffsets;
        var customer = 0;
        for (var from = 0; from < snapshot.RowCount; from += RowsBetweenChecks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(from, Math.Min(from + RowsBetweenChecks, snapshot.RowCount), offsets, ref customer);
        }
    }

    private int _lastVisitorUnit = -1;

    private void Read(int from, int to, ReadOnlySpan<int> offsets, ref int customer)
    {
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var sessions = snapshot.RowSession;
        var amounts = snapshot.RowAmount;
        var (byKind, visitors, seen) = (tally.ByKind, tally.Visitors, tally.SessionSeen);
        var cursor = scale.Read();
        for (var row = from; row < to; row++)
        {
            var unit = cursor.UnitOf(times[row]);
            var kind = kinds[row];
            byKind[(unit * KpiTally.Kinds) + (int)kind]++;
            while (customer + 1 < offsets.Length && row >= offsets[customer + 1])
            {
                customer++;
                _lastVisitorUnit = -1;
            }
            if (unit != _lastVisitorUnit && customer + 1 < offsets.Length)
            {
                _lastVisitorUnit = unit;
                visitors[unit]++;
            }
            var session = sessions[row];
            if (session >= 0 && seen[session] != unit + 1)
            {
                seen[session] = unit + 1;
                tally.Sessions[unit]++;
            }
            if (kind <= InteractionKind.Refund)
            {
                AddSale(unit, session, kind, amounts[row]);
            }
        }
    }

    private void AddSale(int unit, int session, InteractionKind kind, long amount)
    {
        tally.Revenue[unit] += amount;
        if (kind == InteractionKind.Purchase && session >= 0 && tally.SessionBought[session] != unit + 1)
        {
            tally.SessionBought[session] = unit + 1;
            tally.BuyingSessions[unit]++;
        }
    }
}
