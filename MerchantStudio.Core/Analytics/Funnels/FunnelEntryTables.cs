using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// Keeps the entries of the funnels that several periods were asked of last; a period asked only once is not worth them.
/// Safe for several threads.
/// </summary>
public sealed class FunnelEntryTables
{
    private const int Most = 6;
    private readonly Lock _gate = new();
    private readonly List<((int Shop, string Fingerprint, string Definition) Key, Lazy<FunnelEntries>? Entries)> _kept = [];

    /// <summary>The entries of a funnel; null while only one period of it was asked for.</summary>
    /// <param name="definition">The request as text, without its period and what it is cut by.</param>
    internal FunnelEntries? Of(Snapshot snapshot, string definition, FunnelRequest request, ShopTime time)
    {
        var key = (Shop: snapshot.Header.ShopId, snapshot.Header.Fingerprint, Definition: definition);
        Lazy<FunnelEntries>? entries;
        lock (_gate)
        {
            var found = _kept.FindIndex(kept => kept.Key == key);
            // Not to be cancelled: others wait for the same.
            entries = found < 0 ? null : _kept[found].Entries ?? new Lazy<FunnelEntries>(() => FunnelEntries.Of(snapshot, request, time, CancellationToken.None));
            _ = _kept.RemoveAll(kept => kept.Key == key || (kept.Key.Shop == key.Shop && kept.Key.Fingerprint != key.Fingerprint));
            _kept.Insert(0, (key, entries));
            if (_kept.Count > Most)
            {
                _kept.RemoveAt(Most);
            }
        }
        try
        {
            return entries?.Value;
        }
        catch
        {
            // The next one who asks may have more luck.
            lock (_gate)
            {
                _ = _kept.RemoveAll(kept => kept.Key == key);
            }
            throw;
        }
    }
}
