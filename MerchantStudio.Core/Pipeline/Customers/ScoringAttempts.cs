using System.Data.Common;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Churn;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Runs scorings and keeps why one failed, so that the pages with its figures can say so.</summary>
public sealed partial class ScoringAttempts(ScoringFailureStore failures, TimeProvider time, ILogger<ScoringAttempts> logger)
{
    public const string OutOfMemory = nameof(OutOfMemory);
    public const string DiskFull = nameof(DiskFull);
    public const string DataUnreadable = nameof(DataUnreadable);
    public const string RecordRefused = nameof(RecordRefused);
    public const string LeakFound = nameof(LeakFound);
    public const string Unexpected = nameof(Unexpected);

    // The same data fail the same way: the clock asks again only now and then, a person whenever they like.
    private static readonly TimeSpan s_rest = TimeSpan.FromHours(6);

    /// <summary>Scores; a failure is kept and thrown on, a success takes the earlier failure away.</summary>
    /// <param name="shopId">The shop.</param>
    /// <param name="kind">One of <see cref="ScoreKinds"/>.</param>
    /// <param name="fingerprint">Asked after a failure for the data that were scored; null when they are not known.</param>
    /// <param name="score">The work.</param>
    /// <param name="cancellationToken">Being stopped is no failure.</param>
    public async Task RunAsync(int shopId, string kind, Func<string?> fingerprint, Func<Task> score, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(score);
        try
        {
            await score().ConfigureAwait(false);
            await failures.ClearAsync(shopId, kind, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await ReportAsync(shopId, kind, fingerprint(), exception, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Keeps that a scoring failed, in the place of what is known of the one before.</summary>
    public Task ReportAsync(int shopId, string kind, string? fingerprint, Exception exception, CancellationToken cancellationToken)
    {
        Log.Failed(logger, kind, shopId, exception);
        var failure = new ScoringFailure { ShopId = shopId, Kind = kind, FailedUtc = time.GetUtcNow().UtcDateTime, Reason = Explain(exception), DataFingerprint = fingerprint };
        return failures.ReportAsync(failure, cancellationToken);
    }

    /// <summary>Whether these data failed so short a while ago, and nothing was chosen since, that another try would end alike.</summary>
    public async Task<bool> RestsAsync(int shopId, string kind, string fingerprint, DateTime? choicesChangedUtc, CancellationToken cancellationToken)
    {
        var failure = (await failures.ListAsync(shopId, cancellationToken).ConfigureAwait(false)).FirstOrDefault(one => one.Kind == kind);
        return failure is not null && failure.DataFingerprint == fingerprint
            && !(choicesChangedUtc > failure.FailedUtc) && time.GetUtcNow().UtcDateTime - failure.FailedUtc < s_rest;
    }

    /// <summary>A failure as a key and what its sentence names; never with anybody's data.</summary>
    internal static string Explain(Exception exception)
    {
        var reason = exception switch
        {
            OutOfMemoryException => OutOfMemory,
            // ENOSPC on Unix, ERROR_DISK_FULL on Windows.
            IOException io when (io.HResult & 0xFFFF) is 28 or 112 => DiskFull,
            IOException or InvalidDataException or UnauthorizedAccessException => $"{DataUnreadable}: {exception.GetType().Name}",
            _ when exception.GetBaseException() is DbException => RecordRefused,
            LeakFoundException leak => $"{LeakFound}: {string.Join(", ", leak.Features)}",
            _ => $"{Unexpected}: {exception.GetType().Name}",
        };
        return reason.Length > ScoringFailure.ReasonMaxLength ? reason[..ScoringFailure.ReasonMaxLength] : reason;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7404, Level = LogLevel.Error, Message = "Scoring {Kind} of shop {ShopId} failed")]
        public static partial void Failed(ILogger logger, string kind, int shopId, Exception exception);
    }
}
