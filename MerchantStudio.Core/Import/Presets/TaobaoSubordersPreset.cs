using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>
/// Taobao and Tmall sub-order report (子订单): a row a line, numbered by itself. With its time it stands alone; without,
/// buyers and times are joined from the order report.
/// </summary>
internal sealed class TaobaoSubordersPreset : HeaderPreset
{
    public override string Name => "taobao-suborders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override IReadOnlyList<string> Signature => ["主订单编号", "子订单编号", "标题|商品标题|宝贝标题", "价格|商品价格", "购买数量"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["主订单编号"],
        [LineId] = ["子订单编号"],
        [CustomerId] = ["买家会员名"],
        [OrderedAt] = ["订单创建时间", "订单付款时间"],
        [Status] = ["订单状态"],
        [ProductId] = ["商品ID", "商家编码", "外部系统编号"],
        [ProductTitle] = ["标题", "商品标题", "宝贝标题"],
        [Variant] = ["商品属性"],
        [UnitPrice] = ["价格", "商品价格"],
        [Quantity] = ["购买数量"],
        [LineTotal] = ["买家应付货款"],
    };

    public override ColumnMapping Map(CsvHead head)
    {
        var mapping = base.Map(head) with { CustomerIsPersonal = true, Currency = "CNY", TimeZoneId = ChinaTime };
        return mapping.Columns.ContainsKey(OrderedAt) ? mapping : mapping with { Layout = ImportLayout.TwoFileJoin };
    }
}
