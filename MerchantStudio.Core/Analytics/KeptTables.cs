using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics;

/// <summary>
/// Keeps what was worked out of the snapshots that were looked at last, each until its shop has another one. Several who ask
/// for the same at once wait for one making. Safe for several threads.
/// </summary>
/// <param name="most">More push out the one that nobody has asked for the longest.</param>
internal sealed class KeptTables<TKey, TTable>(int most)
    where TKey : notnull
    where TTable : class
{
    private readonly Lock _gate = new();
    private readonly List<((int Shop, string Fingerprint, TKey Key) Key, Lazy<TTable> Table)> _kept = [];

    /// <summary>The kept table, or the one that <paramref name="make"/> makes now; it must not be given up, since others may wait for it.</summary>
    public TTable Of(Snapshot snapshot, TKey key, Func<TTable> make)
    {
        var whole = (Shop: snapshot.Header.ShopId, snapshot.Header.Fingerprint, key);
        var table = Find(whole, make);
        try
        {
            return table.Value;
        }
        catch
        {
            // The next one who asks may have more luck.
            lock (_gate)
            {
                _ = _kept.RemoveAll(kept => kept.Table == table);
            }
            throw;
        }
    }

    private Lazy<TTable> Find((int Shop, string Fingerprint, TKey Key) key, Func<TTable> make)
    {
        lock (_gate)
        {
            var found = _kept.FindIndex(kept => EqualityComparer<(int, string, TKey)>.Default.Equals(kept.Key, key));
            var table = found < 0 ? new Lazy<TTable>(make) : _kept[found].Table;
            _ = _kept.RemoveAll(kept => kept.Table == table || (kept.Key.Shop == key.Shop && kept.Key.Fingerprint != key.Fingerprint));
            _kept.Insert(0, (key, table));
            if (_kept.Count > most)
            {
                _kept.RemoveAt(most);
            }
            return table;
        }
    }
}
