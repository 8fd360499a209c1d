using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics;

/// <summary>First and last day of a shop's data, on its own calendar.</summary>
public sealed class DataSpanQuery(SnapshotStore snapshots)
{
    /// <summary>Null for a shop without data.</summary>
    public async Task<DayRange?> RunAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        return ShopTime.Of(snapshot)?.Span;
    }
}
