using System.Threading.Channels;
using MerchantStudio.Core.Pipeline.Goals;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.State;

namespace MerchantStudio.Hosting;

/// <summary>
/// Answers what pages ask when they are opened, before anybody opens them: after a start for the shops that there are, after
/// an import for its shop. One question after the other, in the background; the answers are kept like any others.
/// </summary>
internal sealed partial class PageWarmer(ShopStore shops, IShopCalendar calendar, PageQuestions questions, ILogger<PageWarmer> logger) : BackgroundService, ISnapshotFollower
{
    // Of more than these, the reports that are kept in memory would push each other out.
    private const int MostShopsAtStart = 8;

    private readonly Channel<int> _waiting = Channel.CreateUnbounded<int>();

    public Task FollowAsync(int shopId, CancellationToken cancellationToken)
    {
        _ = _waiting.Writer.TryWrite(shopId);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(0, async () =>
        {
            foreach (var shop in (await shops.ListAsync(stoppingToken)).Take(MostShopsAtStart))
            {
                _ = _waiting.Writer.TryWrite(shop.Id);
            }
        });
        await foreach (var shopId in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await TryAsync(shopId, () => WarmAsync(shopId, stoppingToken));
        }
    }

    private async Task WarmAsync(int shopId, CancellationToken cancellationToken)
    {
        if ((await shops.ListAsync(cancellationToken)).FirstOrDefault(shop => shop.Id == shopId) is { } shop
            && await calendar.DataSpanAsync(shop, cancellationToken) is { } span)
        {
            await questions.AskAsync(shopId, span, cancellationToken);
        }
    }

    // Whoever opens the page will see what is wrong.
    private async Task TryAsync(int shopId, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.NotWarmed(logger, shopId, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "The pages of shop {ShopId} were not prepared")]
        public static partial void NotWarmed(ILogger logger, int shopId, Exception exception);
    }
}
