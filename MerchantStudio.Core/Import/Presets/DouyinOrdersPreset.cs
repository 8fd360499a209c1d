using System.Globalization;
using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Douyin shop orders (抖店): a row a sub-order, sometimes several packed with ';'. Buyers are enciphered, so lines have no customer.</summary>
internal sealed class DouyinOrdersPreset : HeaderPreset
{
    private const string Amount = "商品金额";
    private const string Payable = "订单应付金额";
    private const string Pieces = "商品数量";

    public override string Name => "douyin-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.PackedLines;

    protected override IReadOnlyList<string> Signature => ["主订单编号", "子订单编号", "选购商品", "商品数量", "商品金额|商品单价|订单应付金额"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["主订单编号"],
        [LineId] = ["子订单编号"],
        [OrderedAt] = ["订单提交时间", "支付完成时间"],
        [Status] = ["订单状态"],
        [ProductId] = ["商品ID"],
        [ProductTitle] = ["选购商品"],
        [Variant] = ["商品规格"],
        [Quantity] = ["商品数量"],
        [UnitPrice] = ["商品单价"],
        [LineTotal] = ["商品金额", "订单应付金额"],
    };

    public override ColumnMapping Map(CsvHead head)
    {
        var mapping = base.Map(head) with { Currency = "CNY", TimeZoneId = ChinaTime, EmptyMarkers = ["-"] };
        return head.Has(Amount) && IsUnitPrice(head)
            ? mapping with { Columns = new Dictionary<ImportField, string>(mapping.Columns.Where(pair => pair.Key != LineTotal)) { [UnitPrice] = head.Find([Amount])! } }
            : mapping;
    }

    // In some files the amount is a piece's price, in some the line's: rows of several pieces and one sub-order tell by
    // which of the two what is payable lies nearer to.
    private static bool IsUnitPrice(CsvHead head)
    {
        var votes = 0;
        foreach (var row in head.Rows)
        {
            if (Number(head, row, Amount) is > 0 and var amount && Number(head, row, Pieces) is > 1 and var pieces && Number(head, row, Payable) is > 0 and var payable)
            {
                votes += Math.Abs(payable - (amount * pieces)) < Math.Abs(payable - amount) ? 1 : -1;
            }
        }

        return votes > 0;
    }

    private static decimal? Number(CsvHead head, IReadOnlyList<string> row, string name) =>
        head.PositionOf(name) is { } position && position < row.Count && decimal.TryParse(row[position], NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
