using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Shopify's order export: one row a line item, the order's own cells only in its first row.</summary>
internal sealed class ShopifyOrdersPreset : HeaderPreset
{
    public override string Name => "shopify-orders";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.BlankContinuation;

    protected override IReadOnlyList<string> Signature =>
        ["Name", "Financial Status", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["Name"],
        [CustomerId] = ["Email", "Phone"],
        [Status] = ["Financial Status"],
        [Currency] = ["Currency"],
        [Subtotal] = ["Subtotal"],
        [Shipping] = ["Shipping"],
        [Tax] = ["Taxes"],
        [Total] = ["Total"],
        [Discount] = ["Discount Amount"],
        [Refunded] = ["Refunded Amount"],
        [OrderedAt] = ["Created at"],
        [CancelledAt] = ["Cancelled at"],
        [Quantity] = ["Lineitem quantity"],
        [ProductTitle] = ["Lineitem name"],
        [UnitPrice] = ["Lineitem price"],
        [ProductId] = ["Lineitem sku"],
        [Brand] = ["Vendor"],
        [Country] = ["Shipping Country", "Billing Country"],
    };

    // The e-mail stands for the customer in every file, whatever else the row says about a person.
    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true, DiscountIsExtra = true };
}
