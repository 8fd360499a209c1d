using System.Collections.Concurrent;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Lets one writer of a shop at a time, and one of the database where the engine can do no more.</summary>
internal sealed class ShopLocks(bool oneAtATime) : IDisposable
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _shops = new();
    private readonly SemaphoreSlim _database = new(1, 1);

    public async Task<IDisposable> ShopAsync(int shopId, CancellationToken cancellationToken) =>
        await TakeAsync(_shops.GetOrAdd(shopId, _ => new SemaphoreSlim(1, 1)), cancellationToken).ConfigureAwait(false);

    /// <summary>To be held while a bulk session is open, inside the shop's lock.</summary>
    public async Task<IDisposable?> DatabaseAsync(CancellationToken cancellationToken) =>
        oneAtATime ? await TakeAsync(_database, cancellationToken).ConfigureAwait(false) : null;

    public void Dispose()
    {
        _database.Dispose();
        foreach (var shop in _shops.Values)
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
