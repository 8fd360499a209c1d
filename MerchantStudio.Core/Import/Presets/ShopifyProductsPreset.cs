using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Shopify's product export with the headers in use until 2024.</summary>
internal sealed class ShopifyProductsPreset : HeaderPreset
{
    public override string Name => "shopify-products";
    public override ImportKind Kind => ImportKind.Catalog;

    protected override ImportLayout Layout => ImportLayout.BlankContinuation;
    protected override IReadOnlyList<string> Signature => ["Handle", "Title", "Variant Price|Variant SKU|Body (HTML)"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [ParentId] = ["Handle"],
        [ProductTitle] = ["Title"],
        [Description] = ["Body (HTML)"],
        [Brand] = ["Vendor"],
        [Category] = ["Type", "Product Category"],
        [Tags] = ["Tags"],
        [Variant] = ["Option1 Value"],
        [ProductId] = ["Variant SKU"],
        [Stock] = ["Variant Inventory Qty"],
        [Price] = ["Variant Price"],
        [Cost] = ["Cost per item"],
        [ImageUrl] = ["Variant Image", "Image Src"],
        [IsActive] = ["Status", "Published"],
    };
}

/// <summary>Shopify's product export with the headers in use since 2024.</summary>
internal sealed class ShopifyProductsNewPreset : HeaderPreset
{
    public override string Name => "shopify-products-new";
    public override ImportKind Kind => ImportKind.Catalog;

    protected override ImportLayout Layout => ImportLayout.BlankContinuation;
    protected override IReadOnlyList<string> Signature => ["URL handle", "Title", "Price|SKU|Description"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [ParentId] = ["URL handle"],
        [ProductTitle] = ["Title"],
        [Description] = ["Description"],
        [Brand] = ["Vendor"],
        [Category] = ["Type", "Product category"],
        [Tags] = ["Tags"],
        [Variant] = ["Option1 value"],
        [ProductId] = ["SKU"],
        [Stock] = ["Inventory quantity"],
        [Price] = ["Price"],
        [Cost] = ["Cost per item"],
        [ImageUrl] = ["Variant image URL", "Product image URL"],
        [IsActive] = ["Status", "Published on online store"],
    };
}
