using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Makes the columns of a shop's customers once for each state of its data and scores.</summary>
public sealed class CustomerFactsReader(ScoreColumnsReader scores, AnalyticsCache cache, TimeProvider time)
{
    /// <summary>The end of a shop's data; the whole hour that goes on where the data reach into the future.</summary>
    internal DateTime AsOf(Snapshot snapshot)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return snapshot.Header.ToUtc is { } to && to < now ? to.AddSeconds(1) : new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc);
    }

    internal async Task<CustomerFacts> ReadAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var columns = await scores.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        var asOf = AsOf(snapshot);
        var summaries = cache.Get(snapshot, nameof(CustomerSummaries), () => CustomerSummaries.Of(snapshot, cancellationToken));
        return cache.Get(snapshot, (asOf, columns.ChurnSetId, columns.ValueSetId), () => CustomerFacts.Of(snapshot, summaries, columns, asOf, cancellationToken));
    }
}
