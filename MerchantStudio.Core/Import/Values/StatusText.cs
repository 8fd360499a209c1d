using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Values;

/// <summary>Reads the state of an order from the words of the platforms.</summary>
internal static class StatusText
{
    // Matched as parts, in this order, because platforms decorate their words ("交易关闭(退款)", "wc-completed").
    private static readonly (string Part, OrderStatus Status)[] s_parts =
    [
        ("partially_refunded", OrderStatus.PartiallyRefunded), ("partially refunded", OrderStatus.PartiallyRefunded), ("部分退款", OrderStatus.PartiallyRefunded),
        ("refund", OrderStatus.Refunded), ("退款成功", OrderStatus.Refunded), ("已退款", OrderStatus.Refunded),
        ("cancel", OrderStatus.Cancelled), ("void", OrderStatus.Cancelled), ("fail", OrderStatus.Cancelled), ("closed", OrderStatus.Cancelled),
        ("expired", OrderStatus.Cancelled), ("trash", OrderStatus.Cancelled), ("关闭", OrderStatus.Cancelled), ("取消", OrderStatus.Cancelled), ("删除", OrderStatus.Cancelled),
        ("等待买家付款", OrderStatus.Pending), ("待付款", OrderStatus.Pending), ("待支付", OrderStatus.Pending), ("未付款", OrderStatus.Pending), ("等待付款", OrderStatus.Pending),
        ("pending", OrderStatus.Pending), ("on-hold", OrderStatus.Pending), ("on hold", OrderStatus.Pending), ("unpaid", OrderStatus.Pending), ("authorized", OrderStatus.Pending),
        ("checkout-draft", OrderStatus.Pending),
    ];

    /// <summary>The state; everything that is neither unpaid nor taken back counts as sold.</summary>
    public static OrderStatus Parse(string? words)
    {
        foreach (var (part, status) in s_parts)
        {
            if (words is not null && words.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return status;
            }
        }

        return OrderStatus.Completed;
    }
}
