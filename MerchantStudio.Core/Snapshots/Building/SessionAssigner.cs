namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// Sessions of laid-out rows: the one that the log names, else a new one after the shop's minutes of silence. A line of
/// an order belongs to the session that is going on at its time, if any, and never opens or prolongs one. Without a
/// customer only a session that the log names counts.
/// </summary>
internal sealed class SessionAssigner(RawRows rows, long gapMilliseconds)
{
    private readonly Dictionary<long, int> _named = [];
    private int _current;
    private long _lastTime;

    /// <summary>Sessions given so far.</summary>
    public int Count { get; private set; }

    /// <returns>Per row of the layout: session, -1 for none.</returns>
    public int[] Assign(RowLayout layout)
    {
        var sessions = new int[layout.RowCount];
        for (var customer = 0; customer + 1 < layout.Offsets.Length; customer++)
        {
            Reset();
            for (var row = layout.Offsets[customer]; row < layout.Offsets[customer + 1]; row++)
            {
                sessions[row] = OfCustomer(layout.Sources[row]);
            }
        }

        Reset();
        for (var row = layout.Offsets[^1]; row < layout.RowCount; row++)
        {
            var name = rows.Session[layout.Sources[row]];
            sessions[row] = name == 0 ? -1 : Named(name);
        }

        return sessions;
    }

    private void Reset()
    {
        _named.Clear();
        _current = -1;
        _lastTime = 0;
    }

    private int OfCustomer(int source)
    {
        var time = rows.Time[source];
        var isQuiet = _current < 0 || time - _lastTime > gapMilliseconds;
        if (!rows.IsEvent[source])
        {
            return isQuiet ? -1 : _current;
        }

        var name = rows.Session[source];
        _current = name != 0 ? Named(name) : isQuiet ? Count++ : _current;
        _lastTime = time;
        return _current;
    }

    private int Named(long name)
    {
        if (!_named.TryGetValue(name, out var session))
        {
            session = Count++;
            _named.Add(name, session);
        }

        return session;
    }
}
