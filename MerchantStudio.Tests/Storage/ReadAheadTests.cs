using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Tests.Storage;

public sealed class ReadAheadTests
{
    private int _read;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fill_WhileNobodyTakes_GoesAFewChunksAheadAndManyOnceTheWriterWaits()
    {
        using var chunks = new ReadAhead();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var filling = chunks.FillAsync(ChunksAsync(200), end.Token);
        await SettledAsync(ReadAhead.Few);

        chunks.Lengthen();
        await SettledAsync(ReadAhead.Many);

        await end.CancelAsync();
        await filling;
        await Should.ThrowAsync<OperationCanceledException>(async () => await CountAsync(chunks));
    }

    [Fact]
    public async Task ReadAll_AfterTheWait_LetsTheReaderBeAFewChunksAheadAgain()
    {
        using var chunks = new ReadAhead();
        var filling = chunks.FillAsync(ChunksAsync(200), Stop);
        chunks.Lengthen();
        await SettledAsync(ReadAhead.Many);

        var seen = 0;
        await foreach (var chunk in chunks.ReadAllAsync(Stop))
        {
            chunk[0].RowNumber.ShouldBe(++seen, "every chunk once and in order");
            if (seen == 100)
            {
                // The hundredth is not given back yet, so it counts as one of the few.
                await SettledAsync(99 + ReadAhead.Few);
            }
        }

        await filling;
        seen.ShouldBe(200);
    }

    [Fact]
    public async Task ReadAll_OfAReaderThatFails_ThrowsWhatItThrew()
    {
        using var chunks = new ReadAhead();
        await chunks.FillAsync(ChunksAsync(3, new InvalidDataException("torn")), Stop);
        (await Should.ThrowAsync<InvalidDataException>(async () => await CountAsync(chunks))).Message.ShouldBe("torn");
    }

    private static async Task<int> CountAsync(ReadAhead chunks)
    {
        var count = 0;
        await foreach (var _ in chunks.ReadAllAsync(Stop))
        {
            count++;
        }

        return count;
    }

    /// <summary>The reader asks for one chunk more than it has room for, and stops there.</summary>
    private async Task SettledAsync(int ahead)
    {
        while (Volatile.Read(ref _read) < ahead + 1)
        {
            await Task.Delay(1, Stop);
        }

        await Task.Delay(20, Stop);
        Volatile.Read(ref _read).ShouldBe(ahead + 1);
    }

    private async IAsyncEnumerable<IReadOnlyList<ImportedRow>> ChunksAsync(int count, Exception? end = null)
    {
        for (var number = 1; number <= count; number++)
        {
            await Task.Yield();
            _ = Interlocked.Increment(ref _read);
            yield return [new ReviewRow { RowNumber = number, ReviewKey = "r", ProductKey = "p" }];
        }

        if (end is not null)
        {
            throw end;
        }
    }
}
