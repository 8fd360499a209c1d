using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Taobao and Tmall order report (订单报表), third variant: buyers left out or masked, what was paid called 买家实付金额.</summary>
internal sealed class TaobaoOrdersCPreset : HeaderPreset
{
    public override string Name => "taobao-orders-c";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.OrderPerRow;

    protected override IReadOnlyList<string> Signature =>
        ["订单编号", "商品标题|宝贝标题", "买家应付货款", "买家实付金额", "订单创建时间|买家下单时间", "宝贝总数量"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["订单编号"],
        [CustomerId] = ["买家会员名"],
        [OrderedAt] = ["订单创建时间", "买家下单时间"],
        [Status] = ["订单状态"],
        [ProductTitle] = ["商品标题", "宝贝标题"],
        [Variant] = ["商品属性SKU"],
        [Quantity] = ["宝贝总数量"],
        [LineTotal] = ["买家应付货款"],
        [Shipping] = ["买家应付邮费"],
        [Total] = ["买家实付金额"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true, Currency = "CNY", TimeZoneId = ChinaTime };
}
