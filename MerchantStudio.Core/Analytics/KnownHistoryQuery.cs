using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics;

/// <summary>Says whether anything in a shop was done by somebody known, which is what recommenders learn from.</summary>
public sealed class KnownHistoryQuery(SnapshotStore snapshots)
{
    public async Task<bool> AnyAsync(int shopId, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        return snapshot.RowCount > snapshot.Header.RowsWithoutCustomer;
    }
}
