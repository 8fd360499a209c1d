namespace MerchantStudio.Core.Storage.Import;

/// <summary>Lets whoever has committed wait for the disk, and those who come while one waits share the next wait.</summary>
/// <param name="flush">Returns when all that was committed before it was called is on the disk.</param>
internal sealed class DiskBarrier(Action flush)
{
    private readonly Lock _lock = new();
    private Task _current = Task.CompletedTask;
    private Task? _next;

    /// <summary>Until all that the caller has committed is on the disk.</summary>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public Task WaitAsync()
    {
        lock (_lock)
        {
            // The flush that goes on may have begun before the caller's commit, so only the one after it counts.
            return _next ??= FlushAfterAsync(_current);
        }
    }

    private async Task FlushAfterAsync(Task current)
    {
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            (_current, _next) = (_next!, null);
        }

        flush();
    }
}
