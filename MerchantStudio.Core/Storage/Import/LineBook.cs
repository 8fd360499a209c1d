namespace MerchantStudio.Core.Storage.Import;

/// <summary>The lines of one order, found by the hash of their key.</summary>
internal sealed class LineBook
{
    /// <summary>Above this many lines a dictionary is faster than looking through them.</summary>
    private const int ScanLimit = 16;

    private readonly List<LineState> _lines = [];
    private Dictionary<long, int>? _byHash;

    public int Count => _lines.Count;

    /// <summary>Ordinal for the next line of the order.</summary>
    public int NextOrdinal { get; private set; }

    public LineState this[int index]
    {
        get => _lines[index];
        set => _lines[index] = value;
    }

    public int IndexOf(long keyHash)
    {
        if (_byHash is not null)
        {
            return _byHash.GetValueOrDefault(keyHash, -1);
        }

        for (var i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].KeyHash == keyHash)
            {
                return i;
            }
        }

        return -1;
    }

    public void Add(in LineState line)
    {
        _byHash?.Add(line.KeyHash, _lines.Count);
        _lines.Add(line);
        NextOrdinal = (int)(line.Id & (Domain.OrderLine.MaxLinesPerOrder - 1)) + 1;
        if (_byHash is null && _lines.Count > ScanLimit)
        {
            _byHash = [];
            for (var i = 0; i < _lines.Count; i++)
            {
                _byHash.Add(_lines[i].KeyHash, i);
            }
        }
    }
}
