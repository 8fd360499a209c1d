using MerchantStudio.Core.Domain;

namespace MerchantStudio.State;

/// <summary>Knows of no data: periods then end today.</summary>
internal sealed class TodayCalendar : IShopCalendar
{
    public ValueTask<DayRange?> DataSpanAsync(Shop shop, CancellationToken cancellationToken) => ValueTask.FromResult<DayRange?>(null);
}
