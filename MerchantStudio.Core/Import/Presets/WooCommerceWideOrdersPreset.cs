using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>WooCommerce orders as the order export plugins write them with a column per item.</summary>
internal sealed class WooCommerceWideOrdersPreset : HeaderPreset
{
    public override string Name => "woocommerce-orders-wide";
    public override ImportKind Kind => ImportKind.Orders;

    protected override ImportLayout Layout => ImportLayout.WideItems;

    protected override IReadOnlyList<string> Signature => ["order_id", "order_total", "order_item_1", "status|order_status"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [OrderId] = ["order_number", "order_id"],
        [OrderedAt] = ["date", "order_date"],
        [Status] = ["status", "order_status"],
        [CustomerId] = ["billing_email", "customer_email", "customer_user"],
        [Currency] = ["order_currency", "currency"],
        [Country] = ["shipping_country", "billing_country"],
        [Shipping] = ["order_shipping", "shipping_total"],
        [Tax] = ["order_tax", "tax_total"],
        [Discount] = ["order_discount", "discount_total"],
        [Total] = ["order_total"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true };
}
