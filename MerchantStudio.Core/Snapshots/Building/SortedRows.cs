namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Rows of a part in the order of the snapshot. Used again for part after part.</summary>
internal sealed class SortedRows
{
    private RawRow[] _raw = [];
    private RawRow[] _rows = [];
    private AttributeCodes[] _rawAttributes = [];
    private AttributeCodes[] _attributes = [];
    private OwnCodes[] _rawOwn = [];
    private OwnCodes[] _own = [];
    private int[] _sources = [];
    private (long Time, int Row)[] _scratch = [];
    private bool _hasAttributes;
    private bool _hasOwn;

    public int Count { get; private set; }

    public ReadOnlySpan<RawRow> Rows => _rows.AsSpan(0, Count);

    /// <summary>One per row; empty when no row of the part has any.</summary>
    public ReadOnlySpan<AttributeCodes> Attributes => _hasAttributes ? _attributes.AsSpan(0, Count) : [];

    /// <summary>One per row; empty when no row of the part has any.</summary>
    public ReadOnlySpan<OwnCodes> Own => _hasOwn ? _own.AsSpan(0, Count) : [];

    /// <param name="spool">The part's rows as they came.</param>
    /// <param name="starts">Number of the first row of each of its owners, and of what follows.</param>
    /// <param name="firstRank">The part's first owner; -1 when the rows belong to nobody.</param>
    public void Fill(RowSpool spool, int[] starts, int firstRank)
    {
        Count = spool.Count;
        (_hasAttributes, _hasOwn) = (spool.HasAttributes, spool.HasOwn);
        MakeRoom();
        spool.Copy(0, _raw.AsSpan(0, Count), _rawAttributes.AsSpan(0, _hasAttributes ? Count : 0), _rawOwn.AsSpan(0, _hasOwn ? Count : 0));
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        for (var row = 0; row < Count; row++)
        {
            _sources[next[firstRank < 0 ? 0 : _raw[row].Customer - firstRank]++] = row;
        }

        for (var i = 0; i + 1 < starts.Length; i++)
        {
            SortByTime(_sources.AsSpan(starts[i]..starts[i + 1]));
        }

        for (var row = 0; row < Count; row++)
        {
            _rows[row] = _raw[_sources[row]];
            if (_hasAttributes)
            {
                _attributes[row] = _rawAttributes[_sources[row]];
            }

            if (_hasOwn)
            {
                _own[row] = _rawOwn[_sources[row]];
            }
        }
    }

    private void MakeRoom()
    {
        if (_raw.Length < Count)
        {
            (_raw, _rows, _sources) = (new RawRow[Count], new RawRow[Count], new int[Count]);
        }

        if (_hasAttributes && _attributes.Length < Count)
        {
            (_rawAttributes, _attributes) = (new AttributeCodes[Count], new AttributeCodes[Count]);
        }

        if (_hasOwn && _own.Length < Count)
        {
            (_rawOwn, _own) = (new OwnCodes[Count], new OwnCodes[Count]);
        }
    }

    private void SortByTime(Span<int> sources)
    {
        if (IsSorted(sources))
        {
            return;
        }

        _scratch = _scratch.Length < sources.Length ? new (long, int)[sources.Length * 2] : _scratch;
        for (var i = 0; i < sources.Length; i++)
        {
            _scratch[i] = (_raw[sources[i]].Time, sources[i]);
        }

        _scratch.AsSpan(0, sources.Length).Sort();
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = _scratch[i].Row;
        }
    }

    private bool IsSorted(ReadOnlySpan<int> sources)
    {
        var last = long.MinValue;
        foreach (var source in sources)
        {
            if (_raw[source].Time < last)
            {
                return false;
            }

            last = _raw[source].Time;
        }

        return true;
    }
}
