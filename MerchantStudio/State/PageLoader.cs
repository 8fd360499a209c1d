using System.Security.Cryptography;

namespace MerchantStudio.State;

/// <summary>What came of loading a page's data.</summary>
public sealed record PageLoad<TModel>(TModel? Model, string? ErrorId);

/// <summary>The one place that catches everything while a page loads, and gives the reader an id to quote.</summary>
public partial class PageLoader(ILogger<PageLoader> logger)
{
    /// <summary>Runs a page's load. Cancellation passes through; any other failure becomes an id that the log also has.</summary>
    public virtual async Task<PageLoad<TModel>> LoadAsync<TModel>(
        string page, Func<CancellationToken, Task<TModel?>> load, CancellationToken cancellationToken)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(load);
        try
        {
            return new PageLoad<TModel>(await load(cancellationToken), null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
            Log.PageFailed(logger, page, id, failure);
            return new PageLoad<TModel>(null, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Page {Page} could not be loaded; the reader was shown {ErrorId}.")]
        public static partial void PageFailed(ILogger logger, string page, string errorId, Exception failure);
    }
}
