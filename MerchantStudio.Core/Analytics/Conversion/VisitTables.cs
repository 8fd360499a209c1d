using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>Keeps the tables of visits of the shops that were looked at last. Safe for several threads.</summary>
public sealed class VisitTables
{
    private const int MostShops = 4;
    private readonly Lock _gate = new();
    private readonly LinkedList<(int Shop, string Fingerprint, VisitTable Table)> _kept = new();

    /// <summary>The table of a snapshot that has rows.</summary>
    internal VisitTable Of(Snapshot snapshot, ShopTime time, CancellationToken cancellationToken)
    {
        var (shop, fingerprint) = (snapshot.Header.ShopId, snapshot.Header.Fingerprint);
        lock (_gate)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Shop == shop && node.Value.Fingerprint == fingerprint)
                {
                    _kept.Remove(node);
                    _kept.AddFirst(node);
                    return node.Value.Table;
                }
            }
        }
        var table = VisitTable.Of(snapshot, time, cancellationToken);
        Keep(shop, fingerprint, table);
        return table;
    }

    private void Keep(int shop, string fingerprint, VisitTable table)
    {
        lock (_gate)
        {
            foreach (var old in _kept.Where(kept => kept.Shop == shop).ToList())
            {
                _kept.Remove(old);
            }
            _kept.AddFirst((shop, fingerprint, table));
            while (_kept.Count > MostShops)
            {
                _kept.RemoveLast();
            }
        }
    }
}
