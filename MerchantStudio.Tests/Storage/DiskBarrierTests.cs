using System.Collections.Concurrent;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Tests.Storage;

public sealed class DiskBarrierTests
{
    [Fact]
    public async Task WaitAsync_OfManyWhileOneFlushGoesOn_SharesTheNextAndEndsForNobodyBeforeIt()
    {
        using var gate = new SemaphoreSlim(0);
        var (begun, ended) = (0, 0);
        var barrier = new DiskBarrier(() =>
        {
            Interlocked.Increment(ref begun);
            gate.Wait(TestContext.Current.CancellationToken);
            Interlocked.Increment(ref ended);
        });
        var first = barrier.WaitAsync();
        await UntilAsync(() => Volatile.Read(ref begun) == 1);
        var later = Enumerable.Range(0, 50).Select(_ => barrier.WaitAsync()).ToList();
        gate.Release();
        await first;
        await UntilAsync(() => Volatile.Read(ref begun) == 2);
        later.ShouldAllBe(wait => !wait.IsCompleted, "what they committed may have come after the first flush began");
        gate.Release();
        await Task.WhenAll(later);
        (begun, ended).ShouldBe((2, 2));
    }

    [Fact]
    public async Task WaitAsync_OnADiskThatFails_ThrowsForThoseWhoWaitedAndTriesAgainForTheNext()
    {
        var fails = true;
        var barrier = new DiskBarrier(() =>
        {
            if (Volatile.Read(ref fails))
            {
                throw new IOException("The disk is gone.");
            }
        });
        await Should.ThrowAsync<IOException>(barrier.WaitAsync());
        Volatile.Write(ref fails, false);
        await barrier.WaitAsync();
    }

    [Fact]
    public async Task WaitAsync_CalledFromManyThreads_FlushesAfterEachCall()
    {
        var (committed, flushed) = (0L, 0L);
        var late = new ConcurrentQueue<long>();
        var barrier = new DiskBarrier(() => Volatile.Write(ref flushed, Interlocked.Read(ref committed)));
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), TestContext.Current.CancellationToken, async (_, _) =>
        {
            var mine = Interlocked.Increment(ref committed);
            await barrier.WaitAsync();
            if (Volatile.Read(ref flushed) < mine)
            {
                late.Enqueue(mine);
            }
        });
        late.ShouldBeEmpty();
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
