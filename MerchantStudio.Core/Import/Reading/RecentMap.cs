namespace MerchantStudio.Core.Import.Reading;

/// <summary>
/// Remembers numbers by hash, the recent ones surely and older ones not at all: two generations of a bounded size. Keeps
/// memory flat however long the file is; what is remembered together must stand within a generation of each other.
/// </summary>
internal sealed class RecentMap(int generation)
{
    private Dictionary<ulong, int> _now = new(capacity: 1024);
    private Dictionary<ulong, int> _before = [];

    /// <summary>Adds one to the number of a hash and returns it: 1 when it was not remembered.</summary>
    public int Count(ulong hash)
    {
        var count = (_now.TryGetValue(hash, out var known) || _before.TryGetValue(hash, out known) ? known : 0) + 1;
        _now[hash] = count;
        if (_now.Count >= generation)
        {
            (_before, _now) = (_now, _before);
            _now.Clear();
        }

        return count;
    }
}
