using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>JD order report (京东商家后台): a row a product, the order's amounts on each.</summary>
internal sealed class JdOrdersPreset : HeaderPreset
{
    public override string Name => "jd-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.RepeatedAmounts;

    protected override IReadOnlyList<string> Signature => ["订单号", "商品名称|商品ID", "订购数量", "下单时间", "订单金额|应付金额", "京东价|下单帐号|下单账号"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["订单号"],
        [CustomerId] = ["下单帐号", "下单账号"],
        [OrderedAt] = ["下单时间"],
        [Status] = ["订单状态"],
        [ProductId] = ["商品ID"],
        [ProductTitle] = ["商品名称"],
        [Quantity] = ["订购数量"],
        [UnitPrice] = ["京东价"],
        [Shipping] = ["运费金额"],
        [Total] = ["订单金额", "应付金额"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true, Currency = "CNY", TimeZoneId = ChinaTime };
}
