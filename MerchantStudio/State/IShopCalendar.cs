using MerchantStudio.Core.Domain;

namespace MerchantStudio.State;

/// <summary>Knows the first and last day of a shop's data, on which relative periods hang.</summary>
public interface IShopCalendar
{
    /// <summary>Days in the shop's zone; null for a shop without data.</summary>
    ValueTask<DayRange?> DataSpanAsync(Shop shop, CancellationToken cancellationToken);
}
