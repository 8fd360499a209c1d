using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>WooCommerce's own product export; its labels are translated and its units vary.</summary>
internal sealed class WooCommerceProductsPreset : HeaderPreset
{
    public override string Name => "woocommerce-products";
    public override ImportKind Kind => ImportKind.Catalog;

    protected override IReadOnlyList<string> Signature =>
        ["ID", "Type|Typ|类型|Tipo", "SKU|Artikelnummer|UGS", "Regular price|Regulärer Preis|常规价格|Precio normal|Tarif régulier|Prezzo di listino"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [ProductId] = ["SKU", "Artikelnummer", "UGS"],
        [ProductTitle] = ["Name", "Nom", "Nombre", "Nome", "名称"],
        [Description] = ["Short description", "Kurzbeschreibung", "Description courte", "Descripción corta", "简短描述"],
        [Category] = ["Categories", "Kategorien", "Catégories", "Categorías", "Categorie", "分类"],
        [Brand] = ["Brands", "Marken", "品牌"],
        [Tags] = ["Tags", "Schlagwörter", "Étiquettes", "Etiquetas", "标签"],
        [ImageUrl] = ["Images", "Bilder", "Imágenes", "Immagini", "图片"],
        [Price] = ["Regular price", "Regulärer Preis", "常规价格", "Precio normal", "Tarif régulier", "Prezzo di listino"],
        [Cost] = ["Cost of goods"],
        [Stock] = ["Stock", "Bestand", "Inventario", "Magazzino", "库存"],
        [IsActive] = ["Published", "Veröffentlicht", "Publié", "Publicado", "Pubblicato", "已发布"],
        [ParentId] = ["Parent", "Übergeordnetes Produkt", "Superior", "Genitore", "父级"],
    };
}
