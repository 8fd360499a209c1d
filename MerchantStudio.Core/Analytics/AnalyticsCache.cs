using System.Collections.Concurrent;
using MerchantStudio.Core.Snapshots;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Analytics;

/// <summary>
/// Keeps finished reports. A report is valid for as long as its snapshot's content is the same, so its key is the
/// snapshot's fingerprint and the request, and nothing ever has to be thrown away because it became wrong.
/// </summary>
public sealed class AnalyticsCache(IOptions<AnalyticsOptions> options) : IDisposable
{
    private readonly MemoryCache _reports = new(new MemoryCacheOptions { SizeLimit = options.Value.CachedReports });

    private readonly ConcurrentDictionary<object, Task<object?>> _running = new();

    /// <summary>The kept report, or the one that <paramref name="compute"/> makes now; several who ask at once share one making.</summary>
    /// <param name="request">Compared by value, so a record whose members are values.</param>
    internal TReport Get<TRequest, TReport>(Snapshot snapshot, TRequest request, Func<TReport> compute)
        where TRequest : notnull
        where TReport : class
    {
        var key = (snapshot.Header.ShopId, snapshot.Header.Fingerprint, typeof(TReport), request);
        while (true)
        {
            if (_reports.TryGetValue(key, out TReport? kept) && kept is not null)
            {
                return kept;
            }
            var mine = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = _running.GetOrAdd(key, mine.Task);
            if (running == mine.Task)
            {
                return Compute(key, compute, mine);
            }
            // Somebody asks for the very same already. Where that fails or is given up, this one computes it itself.
            if (running.GetAwaiter().GetResult() is TReport report)
            {
                return report;
            }
        }
    }

    private TReport Compute<TReport>(object key, Func<TReport> compute, TaskCompletionSource<object?> waiting)
        where TReport : class
    {
        TReport? report = null;
        try
        {
            report = compute();
            return _reports.Set(key, report, new MemoryCacheEntryOptions { Size = 1 });
        }
        finally
        {
            _ = _running.TryRemove(key, out _);
            waiting.SetResult(report);
        }
    }

    /// <summary>The kept report; null when there is none.</summary>
    internal TReport? Find<TRequest, TReport>(Snapshot snapshot, TRequest request)
        where TRequest : notnull
        where TReport : class =>
        _reports.TryGetValue((snapshot.Header.ShopId, snapshot.Header.Fingerprint, typeof(TReport), request), out TReport? kept) ? kept : null;

    public void Dispose() => _reports.Dispose();
}
