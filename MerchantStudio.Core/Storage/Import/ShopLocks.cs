using System.Collections.Concurrent;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Lets one writer of a shop at a time, and one of the database where the engine can do no more.</summary>
internal sealed class ShopLocks(bool oneAtATime) : IDisposable
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _next = new();
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _shops = new();
    private readonly SemaphoreSlim _database = new(1, 1);

    /// <summary>The place of the next in line: to be held while <see cref="ShopAsync"/> is waited for.</summary>
    public async Task<IDisposable> NextAsync(int shopId, CancellationToken cancellationToken) =>
        await TakeAsync(_next.GetOrAdd(shopId, _ => new SemaphoreSlim(1, 1)), cancellationToken).ConfigureAwait(false);

    public async Task<IDisposable> ShopAsync(int shopId, CancellationToken cancellationToken) =>
        await TakeAsync(_shops.GetOrAdd(shopId, _ => new SemaphoreSlim(1, 1)), cancellationToken).ConfigureAwait(false);

    /// <summary>To be held while a bulk session is open, inside the shop's lock.</summary>
    public async Task<IDisposable?> DatabaseAsync(CancellationToken cancellationToken) =>
        oneAtATime ? await TakeAsync(_database, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>
    /// For a single short write: SQLite would find the lock taken and sleep for longer than it is. Not waited for longer
    /// than <paramref name="patience"/>, because SQLite's own lock is what counts.
    /// </summary>
    public async Task<IDisposable?> BrieflyAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        oneAtATime && await _database.WaitAsync(patience, cancellationToken).ConfigureAwait(false) ? new Holder(() => _database.Release()) : null;

    public void Dispose()
    {
        _database.Dispose();
        foreach (var shop in _shops.Values.Concat(_next.Values))
        {
            shop.Dispose();
        }
    }

    private static async Task<IDisposable> TakeAsync(SemaphoreSlim semaphore, CancellationToken cancellationToken)
    {
        await semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Holder(() => semaphore.Release());
    }

    private sealed class Holder(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
