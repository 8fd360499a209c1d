using System.Collections.Concurrent;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// Decides which of several imports into one shop brings the snapshot up to date: the last one, so that a hundred small
/// files do not build it a hundred times. Whoever opens the snapshot meanwhile gets it built for him.
/// </summary>
internal sealed class SnapshotTurns(TimeProvider clock)
{
    /// <summary>Two imports that close to each other are part of a row of them, and a third may follow.</summary>
    private static readonly TimeSpan s_row = TimeSpan.FromSeconds(2);

    // The next of a row comes about as soon after the last as that came after the one before.
    private const double GapsWaited = 5;
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<int, Shop> _shops = new();

    /// <summary>To be disposed when the import has ended in whatever way.</summary>
    public IDisposable Begin(int shopId)
    {
        var shop = _shops.GetOrAdd(shopId, _ => new Shop());
        lock (shop)
        {
            shop.Begin(clock);
        }

        return new Ending(() =>
        {
            lock (shop)
            {
                shop.UnderWay--;
            }
        });
    }

    /// <summary>Asked by an import that has committed and not ended: whether the snapshot is left to it.</summary>
    public async Task<bool> IsLastAsync(int shopId, CancellationToken cancellationToken)
    {
        var shop = _shops[shopId];
        var now = clock.GetTimestamp();
        long begun;
        TimeSpan pause;
        lock (shop)
        {
            var isInARow = shop.LastCommit is { } last && clock.GetElapsedTime(last, now) < s_row;
            (shop.LastCommit, begun, pause) = (now, shop.Begun, shop.Gap * GapsWaited);
            if (shop.UnderWay > 1 || !isInARow)
            {
                return shop.UnderWay == 1;
            }
        }

        pause = pause < s_shortestPause ? s_shortestPause : pause > s_longestPause ? s_longestPause : pause;
        await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        lock (shop)
        {
            return shop.Begun == begun;
        }
    }

    private sealed class Shop
    {
        public int UnderWay { get; set; }
        public long Begun { get; private set; }
        public long? LastCommit { get; set; }

        /// <summary>Time between two imports that begin one after the other, the last ones counting most.</summary>
        public TimeSpan Gap { get; private set; } = s_longestPause;

        private long? LastBegun { get; set; }

        public void Begin(TimeProvider clock)
        {
            var now = clock.GetTimestamp();
            Gap = LastBegun is { } last ? (Gap + clock.GetElapsedTime(last, now)) / 2 : Gap;
            (LastBegun, UnderWay, Begun) = (now, UnderWay + 1, Begun + 1);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
