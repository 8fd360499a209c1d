using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Amazon's all-orders report: a row an item, without buyers.</summary>
internal sealed class AmazonOrdersPreset : HeaderPreset
{
    public override string Name => "amazon-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override IReadOnlyList<string> Signature =>
        ["amazon-order-id", "purchase-date", "order-status", "sku", "quantity", "item-price"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["amazon-order-id"],
        [OrderedAt] = ["purchase-date"],
        [Status] = ["order-status"],
        [ProductId] = ["sku"],
        [ProductTitle] = ["product-name"],
        [Quantity] = ["quantity"],
        [Currency] = ["currency"],
        [LineTotal] = ["item-price"],
        [Country] = ["ship-country"],
    };
}
