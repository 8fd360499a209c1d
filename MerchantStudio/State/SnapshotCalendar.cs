using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.State;

/// <summary>The days of the shop's current snapshot.</summary>
internal sealed class SnapshotCalendar(DataSpanQuery spans) : IShopCalendar
{
    public async ValueTask<DayRange?> DataSpanAsync(Shop shop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return await spans.RunAsync(shop.Id, cancellationToken);
    }
}
