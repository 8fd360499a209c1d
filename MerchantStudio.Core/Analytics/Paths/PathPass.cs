using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Paths;

/// <summary>
/// One pass over a snapshot's visits. The same event again and again counts once, so that looking at five products in a row
/// is one place of a path; the path is followed from the first time that the visit did the step.
/// </summary>
internal sealed class PathPass(Snapshot snapshot, EventMatcher step, int depth, long fromMs, long toMs)
{
    public const short Start = -1;
    public const short End = -2;
    private const int Kinds = 256;

    private readonly List<(int Session, int Row)> _rows = [];
    private readonly List<short> _path = [];
    private readonly bool[] _seen = new bool[Kinds];

    /// <summary>Per distance + depth, then per event: visits that pass there.</summary>
    public Dictionary<(int Distance, short Event), int> Nodes { get; } = [];

    public Dictionary<(int Distance, short From, short To), int> Links { get; } = [];

    public int[] VisitsWith { get; } = new int[Kinds];

    /// <summary>Of visits that bought nothing: which event came last, and which came at all.</summary>
    public int[] LeftAfter { get; } = new int[Kinds];
    public int[] IdleVisitsWith { get; } = new int[Kinds];

    public int Visits { get; private set; }
    public int AllVisits { get; private set; }
    public int IdleVisits { get; private set; }

    public void Run(CancellationToken cancellationToken)
    {
        var columns = new EventColumns(snapshot);
        var offsets = snapshot.CustomerOffsets;
        for (var customer = 0; customer < offsets.Length; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            // The last stretch is that of rows without a customer.
            var to = customer + 1 < offsets.Length ? offsets[customer + 1] : snapshot.RowCount;
            Collect(columns.Session, offsets[customer], to);
            for (int from = 0, end; from < _rows.Count; from = end)
            {
                end = from + 1;
                while (end < _rows.Count && _rows[end].Session == _rows[from].Session)
                {
                    end++;
                }
                Walk(columns, from, end);
            }
        }
    }

    private void Collect(ReadOnlySpan<int> sessions, int from, int to)
    {
        _rows.Clear();
        var (last, inOrder) = (-1, true);
        for (var row = from; row < to; row++)
        {
            if (sessions[row] is >= 0 and var session)
            {
                inOrder &= session >= last;
                last = session;
                _rows.Add((session, row));
            }
        }
        if (!inOrder)
        {
            _rows.Sort();
        }
    }

    private void Walk(in EventColumns columns, int from, int end)
    {
        var began = columns.Time[_rows[from].Row];
        if (began < fromMs || began >= toMs)
        {
            return;
        }
        AllVisits++;
        var anchor = -1;
        _path.Clear();
        for (var i = from; i < end; i++)
        {
            var row = _rows[i].Row;
            var kind = (short)columns.Kind[row];
            if (_path.Count == 0 || _path[^1] != kind)
            {
                _path.Add(kind);
            }
            if (anchor < 0 && kind == (short?)step.Kind && (!step.HasFilter || step.Matches(columns, row)))
            {
                anchor = _path.Count - 1;
            }
        }
        CountEvents();
        if (anchor >= 0)
        {
            Visits++;
            Follow(anchor);
        }
    }

    private void CountEvents()
    {
        var bought = _path.Contains((short)InteractionKind.Purchase);
        IdleVisits += bought ? 0 : 1;
        LeftAfter[_path[^1]] += bought ? 0 : 1;
        foreach (var kind in _path)
        {
            if (!_seen[kind])
            {
                _seen[kind] = true;
                VisitsWith[kind]++;
                IdleVisitsWith[kind] += bought ? 0 : 1;
            }
        }
        foreach (var kind in _path)
        {
            _seen[kind] = false;
        }
    }

    private void Follow(int anchor)
    {
        Add(Nodes, (0, _path[anchor]));
        var next = _path[anchor];
        for (var distance = -1; distance >= -depth && next != Start; distance--)
        {
            var at = anchor + distance >= 0 ? _path[anchor + distance] : Start;
            Add(Nodes, (distance, at));
            Add(Links, (distance, at, next));
            next = at;
        }
        var before = _path[anchor];
        for (var distance = 1; distance <= depth && before != End; distance++)
        {
            var at = anchor + distance < _path.Count ? _path[anchor + distance] : End;
            Add(Nodes, (distance, at));
            Add(Links, (distance - 1, before, at));
            before = at;
        }
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
