namespace MerchantStudio.Core.Domain;

public static class OrderStatuses
{
    /// <summary>
    /// Whether the lines of such an order are revenue: not those of cancelled and of unpaid orders. Refunds are lines of
    /// their own with a negative total, so that revenue is always the plain sum of the lines that count.
    /// </summary>
    public static bool CountsAsRevenue(this OrderStatus status) => status is not (OrderStatus.Cancelled or OrderStatus.Pending);
}
