namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// Sorts rows by owner, then time, then the order in which they came, in bounded memory: rows are dealt out to parts that
/// follow one another in that order (owners next to each other; days next to each other for what belongs to nobody) and
/// sorted part by part.
/// </summary>
internal sealed class RowPlaces : IDisposable
{
    /// <summary>More parts than this are not made; they become larger instead.</summary>
    private const int MostParts = 128;

    private readonly RowCensus _census;
    private readonly int[] _ranks;
    private readonly int[] _starts;
    private readonly List<int> _firstRanks = [];
    private readonly List<long> _firstDays = [];
    private readonly RowSpool[] _parts;

    /// <param name="content">The rows.</param>
    /// <param name="census">What is known of them.</param>
    /// <param name="ranks">Place of each owner among the owners.</param>
    /// <param name="partRows">Rows that are sorted at a time.</param>
    /// <param name="temporaryPath">Names a new file.</param>
    public RowPlaces(SnapshotBuilder content, RowCensus census, int[] ranks, int partRows, Func<string> temporaryPath)
    {
        (_census, _ranks) = (census, ranks);
        _starts = StartsOf(census, ranks);
        PlanParts(Math.Max(partRows, census.RowCount / MostParts));
        // A single part needs no file, and a dealer's hand is small when there are many.
        var memoryRows = _firstRanks.Count + _firstDays.Count == 1 ? int.MaxValue : 1 << 10;
        _parts = [.. Enumerable.Range(0, _firstRanks.Count + _firstDays.Count).Select(_ => new RowSpool(temporaryPath, memoryRows))];
        foreach (var source in content.Sources)
        {
            source.Read(Deal);
        }
    }

    public int PartCount => _parts.Length;

    /// <summary>Time of the first row, and of the last.</summary>
    public long From { get; private set; } = long.MaxValue;
    public long To { get; private set; } = long.MinValue;

    /// <summary>owners + 1 row numbers; the rows after the last one belong to nobody.</summary>
    public ReadOnlySpan<int> Offsets => _starts;

    /// <summary>Sorts a part into <paramref name="to"/>, and forgets it.</summary>
    public void Sort(int part, SortedRows to)
    {
        using var spool = _parts[part];
        to.Fill(spool, part < _firstRanks.Count ? StartsOfPart(part) : [0, spool.Count], part < _firstRanks.Count ? _firstRanks[part] : -1);
    }

    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    private static int[] StartsOf(RowCensus census, int[] ranks)
    {
        var starts = new int[ranks.Length + 1];
        for (var owner = 0; owner < ranks.Length; owner++)
        {
            starts[ranks[owner] + 1] = census.RowsOfOwner[owner];
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        return starts;
    }

    private void PlanParts(int partRows)
    {
        for (var rank = 0; rank < _ranks.Length; rank++)
        {
            if (rank == 0 || _starts[rank + 1] - _starts[_firstRanks[^1]] > partRows)
            {
                _firstRanks.Add(rank);
            }
        }

        var rows = 0;
        foreach (var (day, count) in _census.NobodysRowsByDay)
        {
            rows += count;
            if (_firstDays.Count == 0 || rows > partRows)
            {
                _firstDays.Add(day);
                rows = count;
            }
        }
    }

    private int[] StartsOfPart(int part)
    {
        var from = _firstRanks[part];
        var to = part + 1 < _firstRanks.Count ? _firstRanks[part + 1] : _ranks.Length;
        var starts = _starts[from..(to + 1)];
        var first = starts[0];
        return Array.ConvertAll(starts, start => start - first);
    }

    private void Deal(RowBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            ref var row = ref batch.Rows[i];
            if (_census.IsLeftOut(row))
            {
                continue;
            }

            From = Math.Min(From, row.Time);
            To = Math.Max(To, row.Time);
            var owner = _census.OwnerOf(row);
            row.Customer = owner < 0 ? -1 : _ranks[owner];
            var part = owner < 0 ? _firstRanks.Count + PartOf(_firstDays, RowCensus.DayOf(row.Time)) : PartOf(_firstRanks, row.Customer);
            _parts[part].Add(row);
            if (batch.HasAttributes)
            {
                _parts[part].Attach(batch.Attributes[i]);
            }

            if (batch.HasOwn)
            {
                _parts[part].Attach(batch.Own[i]);
            }
        }
    }

    private static int PartOf<T>(List<T> firsts, T value)
    {
        var at = firsts.BinarySearch(value);
        return at < 0 ? ~at - 1 : at;
    }
}
