namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// Sessions of rows that come in the snapshot's order: the one that the log names, else a new one after the shop's
/// minutes of silence. A line of an order belongs to the session that is going on at its time, if any, and never opens or
/// prolongs one. Without a customer only a session that the log names counts.
/// </summary>
internal sealed class SessionAssigner(long gapMilliseconds)
{
    private readonly Dictionary<long, int> _named = [];
    private int _owner = int.MinValue;
    private int _current;
    private long _lastTime;
    private (long Name, int Session) _last;

    /// <summary>Sessions given so far.</summary>
    public int Count { get; private set; }

    /// <returns>The session of the next row, -1 for none.</returns>
    public int Next(in RawRow row)
    {
        if (row.Customer != _owner)
        {
            _owner = row.Customer;
            _named.Clear();
            (_current, _lastTime, _last) = (-1, 0, default);
        }

        return _owner >= 0 ? OfCustomer(row) : row.Session == 0 ? -1 : Named(row.Session);
    }

    private int OfCustomer(in RawRow row)
    {
        var isQuiet = _current < 0 || row.Time - _lastTime > gapMilliseconds;
        if (!row.IsEvent)
        {
            return isQuiet ? -1 : _current;
        }

        _current = row.Session != 0 ? Named(row.Session) : isQuiet ? Count++ : _current;
        _lastTime = row.Time;
        return _current;
    }

    private int Named(long name)
    {
        if (_last.Name == name)
        {
            return _last.Session;
        }

        if (!_named.TryGetValue(name, out var session))
        {
            session = Count++;
            _named.Add(name, session);
        }

        _last = (name, session);
        return session;
    }
}
