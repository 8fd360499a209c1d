using System.Collections.Concurrent;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// Pushes the state of imports to whoever watches, inside one process: any page can find an import that another tab
/// started. Watchers are called on the import's thread and must return at once.
/// </summary>
public sealed class ImportProgressHub
{
    private readonly ConcurrentDictionary<long, ImportProgress> _latest = new();
    private readonly ConcurrentDictionary<Watcher, byte> _watchers = new();

    /// <summary>The last state of an import that is going on.</summary>
    public ImportProgress? Latest(long batchId) => _latest.GetValueOrDefault(batchId);

    /// <summary>The imports of a shop that are going on.</summary>
    public IReadOnlyList<ImportProgress> Running(int shopId) =>
        [.. _latest.Values.Where(progress => progress.ShopId == shopId).OrderBy(progress => progress.BatchId)];

    /// <summary>Watches a shop's imports, or with null those of all shops, until disposed.</summary>
    public IDisposable Watch(int? shopId, Action<ImportProgress> changed)
    {
        var watcher = new Watcher(shopId, changed, gone => _watchers.TryRemove(gone, out _));
        _watchers[watcher] = 0;
        return watcher;
    }

    internal void Publish(ImportProgress progress)
    {
        if (progress.IsOver)
        {
            _latest.TryRemove(progress.BatchId, out _);
        }
        else
        {
            _latest[progress.BatchId] = progress;
        }

        foreach (var watcher in _watchers.Keys.Where(watcher => watcher.ShopId is not { } shopId || shopId == progress.ShopId))
        {
            watcher.Changed(progress);
        }
    }

    private sealed class Watcher(int? shopId, Action<ImportProgress> changed, Action<Watcher> gone) : IDisposable
    {
        public int? ShopId { get; } = shopId;
        public Action<ImportProgress> Changed { get; } = changed;

        public void Dispose() => gone(this);
    }
}
