using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Taobao and Tmall order report (订单报表), first variant: one row an order, without its items.</summary>
internal sealed class TaobaoOrdersPreset : HeaderPreset
{
    public override string Name => "taobao-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.OrderPerRow;

    protected override IReadOnlyList<string> Signature => ["订单编号", "买家会员名", "买家应付货款", "买家实际支付金额", "订单创建时间", "宝贝总数量"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["订单编号"],
        [CustomerId] = ["买家会员名"],
        [OrderedAt] = ["订单创建时间"],
        [Status] = ["订单状态"],
        [ProductTitle] = ["宝贝标题"],
        [Quantity] = ["宝贝总数量"],
        [LineTotal] = ["买家应付货款"],
        [Shipping] = ["买家应付邮费"],
        [Total] = ["买家实际支付金额"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true, Currency = "CNY", TimeZoneId = ChinaTime };
}
