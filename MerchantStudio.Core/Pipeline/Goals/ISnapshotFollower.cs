using MerchantStudio.Core.Analytics.Goals;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Pipeline.Goals;

/// <summary>Does something with every snapshot that an import leaves behind. What goes wrong in it never fails the import.</summary>
public interface ISnapshotFollower
{
    Task FollowAsync(int shopId, CancellationToken cancellationToken);
}

/// <summary>Looks at the goals as soon as there are new days to judge.</summary>
public sealed partial class GoalFollower(GoalWatch watch, ILogger<GoalFollower> logger) : ISnapshotFollower
{
    public async Task FollowAsync(int shopId, CancellationToken cancellationToken)
    {
        try
        {
            await watch.CheckAsync(shopId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.NotChecked(logger, shopId, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "The goals of shop {ShopId} were not checked")]
        public static partial void NotChecked(ILogger logger, int shopId, Exception exception);
    }
}
