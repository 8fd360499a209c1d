using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Pinduoduo orders (拼多多): a row an order of one product.</summary>
internal sealed class PinduoduoOrdersPreset : HeaderPreset
{
    public override string Name => "pinduoduo-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.OrderPerRow;

    protected override IReadOnlyList<string> Signature => ["订单号", "订单状态", "商品总价(元)", "商品数量(件)", "用户实付金额(元)|商家实收金额(元)"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["订单号"],
        [OrderedAt] = ["订单成交时间", "拼单成功时间", "支付时间"],
        [Status] = ["订单状态"],
        [ProductId] = ["商品id", "样式ID"],
        [ProductTitle] = ["商品"],
        [Variant] = ["商品规格"],
        [Category] = ["商品一级类目"],
        [Quantity] = ["商品数量(件)"],
        [LineTotal] = ["商品总价(元)"],
        [Shipping] = ["邮费(元)"],
        [Discount] = ["店铺优惠折扣(元)"],
        [Total] = ["用户实付金额(元)", "商家实收金额(元)"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { Currency = "CNY", TimeZoneId = ChinaTime, DiscountIsExtra = true };
}
