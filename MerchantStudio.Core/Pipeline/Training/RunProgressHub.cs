using System.Collections.Concurrent;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// Pushes the state of runs to those who watch them, inside one process. A watcher is called at once for the first
/// change and then at most once per interval, always ending with the latest state; the end of a run is never delayed.
/// </summary>
public sealed class RunProgressHub(TimeProvider time)
{
    /// <summary>The shortest time between two calls to one watcher.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<long, RunLive> _latest = new();
    private readonly ConcurrentDictionary<RunWatcher, byte> _watchers = new();

    /// <summary>The last state that was published of a run that has not been forgotten.</summary>
    public RunLive? Latest(long runId) => _latest.GetValueOrDefault(runId);

    /// <summary>The runs of a shop that are going on in this process.</summary>
    public IReadOnlyList<RunLive> Running(int shopId) =>
        [.. _latest.Values.Where(run => run.ShopId == shopId && !run.IsOver).OrderBy(run => run.RunId)];

    /// <summary>Watches runs until disposed.</summary>
    /// <param name="shopId">Only runs of this shop are pushed; null for every shop's.</param>
    /// <param name="runId">The run to watch; null for all.</param>
    /// <param name="changed">Called on a pool thread.</param>
    public IDisposable Watch(int? shopId, long? runId, Action<RunLive> changed)
    {
        var watcher = new RunWatcher(time, shopId, runId, changed, gone => _watchers.TryRemove(gone, out _));
        _watchers[watcher] = 0;
        return watcher;
    }

    /// <summary>Makes a state known to everybody who watches the run.</summary>
    public void Publish(RunLive state)
    {
        _latest[state.RunId] = state;
        foreach (var watcher in _watchers.Keys)
        {
            watcher.Offer(state);
        }
        if (state.IsOver)
        {
            _latest.TryRemove(state.RunId, out _);
        }
    }
}
