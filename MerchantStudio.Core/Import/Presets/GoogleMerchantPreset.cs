using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>A product feed for Google Merchant Center.</summary>
internal sealed class GoogleMerchantPreset : HeaderPreset
{
    public override string Name => "google-merchant";
    public override ImportKind Kind => ImportKind.Catalog;

    protected override IReadOnlyList<string> Signature => ["id", "title", "link", "price", "availability"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [ProductId] = ["id"],
        [ProductTitle] = ["title"],
        [Description] = ["description"],
        [Category] = ["product_type", "google_product_category"],
        [Brand] = ["brand"],
        [ImageUrl] = ["image_link"],
        [Price] = ["price"],
        [Cost] = ["cost_of_goods_sold"],
        [Stock] = ["sell_on_google_quantity"],
        [IsActive] = ["availability"],
        [ParentId] = ["item_group_id"],
    };
}
