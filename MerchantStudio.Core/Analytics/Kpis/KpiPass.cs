using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Kpis;

/// <summary>Running sums, one place per calendar unit.</summary>
internal sealed class KpiTally(int units)
{
    // Counters of one unit lie side by side, so that a row costs one increment whatever it is.
    public const int Slots = 8;
    private const int Views = 1;
    private const int Carts = 2;
    private const int Checkouts = 3;
    private const int Purchases = 4;

    public int[] ByKind { get; } = new int[checked(units * Slots)];
    public int[] Visitors { get; } = new int[units];
    public int[] Sessions { get; } = new int[units];
    public int[] BuyingSessions { get; } = new int[units];
    public long[] Revenue { get; } = new long[units];

    /// <summary>Per kind of event: the counter that it belongs to; 0 for every kind without one of its own.</summary>
    public static byte[] SlotOfKind { get; } = Kinds();

    public KpiPoint Point(int unit, DateOnly start) => new()
    {
        Start = start,
        Events = ByKind.AsSpan(unit * Slots, Slots).ToArray().Sum(),
        Visitors = Visitors[unit],
        Sessions = Sessions[unit],
        Views = ByKind[(unit * Slots) + Views],
        Carts = ByKind[(unit * Slots) + Carts],
        Checkouts = ByKind[(unit * Slots) + Checkouts],
        PurchaseLines = ByKind[(unit * Slots) + Purchases],
        BuyingSessions = BuyingSessions[unit],
        RevenueMinor = Revenue[unit],
    };

    /// <summary>Takes over what the tally of another part has counted.</summary>
    public void Add(KpiTally other)
    {
        for (var unit = 0; unit < units; unit++)
        {
            Visitors[unit] += other.Visitors[unit];
            Sessions[unit] += other.Sessions[unit];
            BuyingSessions[unit] += other.BuyingSessions[unit];
            Revenue[unit] += other.Revenue[unit];
        }
        for (var i = 0; i < ByKind.Length; i++)
        {
            ByKind[i] += other.ByKind[i];
        }
    }

    private static byte[] Kinds()
    {
        var slots = new byte[256];
        slots[(int)InteractionKind.ViewItem] = Views;
        slots[(int)InteractionKind.AddToCart] = Carts;
        slots[(int)InteractionKind.BeginCheckout] = Checkouts;
        slots[(int)InteractionKind.Purchase] = Purchases;
        return slots;
    }
}

/// <summary>
/// Per session: the last unit that it was counted in, and the last that it bought in, each plus 1. Rows of a session belong
/// to one customer and come in the order of time, so parts of a snapshot never touch the same session.
/// </summary>
internal sealed record SessionMarks(int[] Seen, int[] Bought)
{
    public static SessionMarks For(Snapshot snapshot) => new(new int[snapshot.Header.SessionCount], new int[snapshot.Header.SessionCount]);
}

/// <summary>One pass over the rows of a part of a snapshot.</summary>
internal sealed class KpiPass(Snapshot snapshot, UnitScale scale, KpiTally tally, SessionMarks marks)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(VisitorPart part, CancellationToken cancellationToken)
    {
        var offsets = snapshot.CustomerOffsets;
        var rows = new KpiRows(snapshot);
        var cursor = scale.Read();
        for (var customer = part.From; customer < part.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            Read(rows, offsets[customer], offsets[customer + 1], tally.Visitors, ref cursor);
        }
        if (part.IsLast)
        {
            // Nobody's rows are no visitor's.
            Read(rows, offsets[^1], snapshot.RowCount, new int[scale.Count], ref cursor);
        }
    }

    // The first call must not wait for the compiler to find out that this is where the time goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read(in KpiRows rows, int from, int to, int[] visitors, ref UnitScale.Cursor cursor)
    {
        var kinds = rows.Kind[from..to];
        var times = rows.Time[from..to];
        var sessions = rows.Session[from..to];
        var (byKind, slots) = (tally.ByKind, KpiTally.SlotOfKind);
        var (lastUnit, lastSession) = (-1, -1);
        for (var i = 0; i < kinds.Length; i++)
        {
            var unit = cursor.UnitOf(times[i]);
            var session = sessions[i];
            byKind[(unit * KpiTally.Slots) + slots[(int)kinds[i]]]++;
            if (unit != lastUnit)
            {
                (lastUnit, lastSession) = (unit, -1);
                visitors[unit]++;
            }
            if (session != lastSession)
            {
                lastSession = session;
                CountSession(unit, session);
            }
            if (kinds[i] <= InteractionKind.Refund)
            {
                AddSale(unit, session, kinds[i], rows.Amount[from + i]);
            }
        }
    }

    private void CountSession(int unit, int session)
    {
        if (session >= 0 && marks.Seen[session] != unit + 1)
        {
            marks.Seen[session] = unit + 1;
            tally.Sessions[unit]++;
        }
    }

    private void AddSale(int unit, int session, InteractionKind kind, long amount)
    {
        tally.Revenue[unit] += amount;
        if (kind == InteractionKind.Purchase && session >= 0 && marks.Bought[session] != unit + 1)
        {
            marks.Bought[session] = unit + 1;
            tally.BuyingSessions[unit]++;
        }
    }
}

/// <summary>The columns that the figures are made of, looked up once.</summary>
internal readonly ref struct KpiRows(Snapshot snapshot)
{
    public ReadOnlySpan<InteractionKind> Kind { get; } = snapshot.RowKind;
    public ReadOnlySpan<long> Time { get; } = snapshot.RowTime;
    public ReadOnlySpan<int> Session { get; } = snapshot.RowSession;
    public ReadOnlySpan<long> Amount { get; } = snapshot.RowAmount;
}
