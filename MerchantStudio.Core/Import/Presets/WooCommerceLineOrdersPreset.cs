using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>WooCommerce orders as Advanced Order Export writes them: a row an item, the order's amounts on each.</summary>
internal sealed class WooCommerceLineOrdersPreset : HeaderPreset
{
    public override string Name => "woocommerce-orders-lines";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.RepeatedAmounts;

    protected override IReadOnlyList<string> Signature => ["Order Number", "Order Status", "Order Date", "Order Total Amount"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["Order Number"],
        [OrderedAt] = ["Order Date"],
        [Status] = ["Order Status"],
        [CustomerId] = ["Email (Billing)", "Customer User ID", "Phone (Billing)"],
        [Country] = ["Country Code (Shipping)", "Country Code (Billing)"],
        [ProductId] = ["SKU", "Product SKU", "Item #"],
        [ProductTitle] = ["Item Name", "Product Name"],
        [Quantity] = ["Quantity (- Refund)", "Quantity"],
        [UnitPrice] = ["Item Cost"],
        [Currency] = ["Currency", "Order Currency"],
        [Shipping] = ["Order Shipping Amount"],
        [Tax] = ["Order Total Tax Amount"],
        [Refunded] = ["Order Refund Amount"],
        [Total] = ["Order Total Amount"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true };
}
