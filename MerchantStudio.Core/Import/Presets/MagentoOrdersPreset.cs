using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Magento's order grid: a row an order, without its items.</summary>
internal sealed class MagentoOrdersPreset : HeaderPreset
{
    public override string Name => "magento-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.OrderPerRow;

    protected override IReadOnlyList<string> Signature => ["ID", "Purchase Date", "Grand Total (Base)", "Status", "Purchase Point"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["ID"],
        [OrderedAt] = ["Purchase Date"],
        [Status] = ["Status"],
        [CustomerId] = ["Customer Email"],
        [Total] = ["Grand Total (Base)"],
        [Shipping] = ["Shipping and Handling"],
        [Subtotal] = ["Subtotal"],
        [Refunded] = ["Total Refunded"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true };
}
