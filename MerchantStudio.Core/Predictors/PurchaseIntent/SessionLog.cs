namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>
/// What some customers did, in columns, sorted by customer and then by time; customer <c>c</c> owns the rows
/// <c>Offsets[c] … Offsets[c + 1] - 1</c>. Sessions are numbered in the order of their first rows.
/// </summary>
public sealed class SessionLog
{
    private readonly int[] _sessionRows;
    private readonly int[] _sessionOffsets;
    private readonly int[] _sessionCustomer;

    public SessionLog(int[] offsets, SessionColumns columns, int[] sessionKeys)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sessionKeys.Length, columns.Milliseconds.Length);
        (Offsets, Columns) = (offsets, columns);
        (Session, var count) = Number(sessionKeys);
        (_sessionOffsets, _sessionRows) = Gather(Session, count);
        _sessionCustomer = new int[count];
        for (var customer = 0; customer < CustomerCount; customer++)
        {
            foreach (var session in Session.AsSpan(offsets[customer], offsets[customer + 1] - offsets[customer]))
            {
                if (session >= 0)
                {
                    _sessionCustomer[session] = customer;
                }
            }
        }
    }

    /// <summary>Length: customers + 1.</summary>
    public int[] Offsets { get; }

    public SessionColumns Columns { get; }

    /// <summary>Per row: number of the session; -1 for what belongs to none.</summary>
    public int[] Session { get; }

    public int CustomerCount => Offsets.Length - 1;

    public int SessionCount => _sessionCustomer.Length;

    public int CustomerOf(int session) => _sessionCustomer[session];

    /// <summary>Rows of a session, in the order of time.</summary>
    public ReadOnlySpan<int> RowsOf(int session) => _sessionRows.AsSpan(_sessionOffsets[session], _sessionOffsets[session + 1] - _sessionOffsets[session]);

    public long StartOf(int session) => Columns.Milliseconds[RowsOf(session)[0]];

    public long EndOf(int session) => Columns.Milliseconds[RowsOf(session)[^1]];

    /// <summary>
    /// What was there to be seen when a session had so many events: its customer's rows up to the last of them, nobody else's.
    /// The session is the last one of the returned log's rows.
    /// </summary>
    public SessionLog UpTo(int session, int events)
    {
        var from = Offsets[CustomerOf(session)];
        var rows = from..(RowsOf(session)[events - 1] + 1);
        return new SessionLog([0, rows.End.Value - from], Columns.Take(rows), Session[rows]);
    }

    private static (int[] Numbers, int Count) Number(int[] keys)
    {
        var (numbers, known) = (new int[keys.Length], new Dictionary<int, int>());
        for (var row = 0; row < keys.Length; row++)
        {
            if (keys[row] < 0)
            {
                numbers[row] = -1;
            }
            else if (!known.TryGetValue(keys[row], out numbers[row]))
            {
                known.Add(keys[row], numbers[row] = known.Count);
            }
        }
        return (numbers, known.Count);
    }

    private static (int[] Offsets, int[] Rows) Gather(int[] sessions, int count)
    {
        var offsets = new int[count + 1];
        foreach (var session in sessions.Where(session => session >= 0))
        {
            offsets[session + 1]++;
        }
        for (var session = 0; session < count; session++)
        {
            offsets[session + 1] += offsets[session];
        }
        var (next, rows) = (offsets[..^1], new int[offsets[^1]]);
        for (var row = 0; row < sessions.Length; row++)
        {
            if (sessions[row] >= 0)
            {
                rows[next[sessions[row]]++] = row;
            }
        }
        return (offsets, rows);
    }
}

/// <summary>The columns of a <see cref="SessionLog"/>, equally long.</summary>
public sealed record SessionColumns
{
    /// <summary>Unix milliseconds, UTC.</summary>
    public required long[] Milliseconds { get; init; }

    /// <summary>The shop's wall clock at that moment, as unix milliseconds.</summary>
    public required long[] LocalMilliseconds { get; init; }

    /// <summary>Code of the <see cref="Domain.InteractionKind"/>.</summary>
    public required byte[] Kind { get; init; }

    /// <summary>-1 where the event is about no product.</summary>
    public required int[] Item { get; init; }

    /// <summary>-1 where none is known.</summary>
    public required int[] Category { get; init; }

    /// <summary>Value of the goods that the event is about, in minor units.</summary>
    public required long[] AmountMinor { get; init; }

    internal SessionColumns Take(Range rows) => new()
    {
        Milliseconds = Milliseconds[rows],
        LocalMilliseconds = LocalMilliseconds[rows],
        Kind = Kind[rows],
        Item = Item[rows],
        Category = Category[rows],
        AmountMinor = AmountMinor[rows],
    };
}
