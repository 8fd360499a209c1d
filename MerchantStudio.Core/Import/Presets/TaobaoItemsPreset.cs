using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Taobao and Tmall item report (宝贝报表): the lines, whose buyers, times and states stand in the order report.</summary>
internal sealed class TaobaoItemsPreset : HeaderPreset
{
    public override string Name => "taobao-items";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.TwoFileJoin;

    protected override IReadOnlyList<string> Signature => ["订单编号", "标题", "价格", "购买数量", "外部系统编号|商家编码"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["订单编号"],
        [ProductTitle] = ["标题"],
        [UnitPrice] = ["价格"],
        [Quantity] = ["购买数量"],
        [ProductId] = ["商家编码", "外部系统编号"],
        [Variant] = ["商品属性", "规格名称"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true, Currency = "CNY", TimeZoneId = ChinaTime };
}
