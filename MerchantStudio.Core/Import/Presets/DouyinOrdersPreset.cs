using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Douyin shop orders (抖店): a row a sub-order, sometimes several packed with ';'. Buyers are enciphered, so lines have no customer.</summary>
internal sealed class DouyinOrdersPreset : HeaderPreset
{
    public override string Name => "douyin-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.PackedLines;

    protected override IReadOnlyList<string> Signature => ["主订单编号", "子订单编号", "选购商品", "商品数量", "商品金额|订单应付金额"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["主订单编号"],
        [LineId] = ["子订单编号"],
        [OrderedAt] = ["订单提交时间"],
        [Status] = ["订单状态"],
        [ProductId] = ["商品ID"],
        [ProductTitle] = ["选购商品"],
        [Variant] = ["商品规格"],
        [Quantity] = ["商品数量"],
        [LineTotal] = ["商品金额", "订单应付金额"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { Currency = "CNY", TimeZoneId = ChinaTime, EmptyMarkers = ["-"] };
}
