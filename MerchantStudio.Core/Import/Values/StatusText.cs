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
        ("checkout-draft", OrderStatus.Pending), ("incomplete", OrderStatus.Pending),
    ];

    // Words that say that money or goods changed hands; a state that matches neither list is for the merchant to explain.
    private static readonly string[] s_sold =
    [
        "paid", "complete", "success", "shipped", "shipping", "fulfilled", "fulfilment", "deliver", "process", "dispatch", "sent", "invoiced",
        "confirmed", "captured", "received", "picked", "packed", "transit", "sold",
        "成功", "完成", "已付款", "已支付", "发货", "已签收", "待收货", "待签收", "已收货", "待出库", "出库", "待评价", "等待买家确认", "确认收货", "配送", "妥投", "运输", "已成团", "备货", "正常",
    ];

    /// <summary>The state, and whether the words were understood; words that are not count as sold.</summary>
    public static (OrderStatus Status, bool IsKnown) Parse(string words)
    {
        foreach (var (part, status) in s_parts)
        {
            if (words.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return (status, true);
            }
        }

        return (OrderStatus.Completed, Array.Exists(s_sold, part => words.Contains(part, StringComparison.OrdinalIgnoreCase)));
    }
}
