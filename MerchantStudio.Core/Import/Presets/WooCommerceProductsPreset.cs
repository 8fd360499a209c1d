using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>
/// WooCommerce's own product export; its units vary and its labels are in the language of whoever exports: English,
/// German, French, Spanish, Italian and Simplified Chinese are known here.
/// </summary>
internal sealed class WooCommerceProductsPreset : HeaderPreset
{
    private static readonly string[] s_price =
    [
        "Regular price", "Regulärer Preis", "Normaler Preis", "Tarif régulier", "Prix régulier", "Precio normal", "Precio regular",
        "Prezzo di listino", "常规售价", "常规价格",
    ];

    public override string Name => "woocommerce-products";
    public override ImportKind Kind => ImportKind.Catalog;

    protected override IReadOnlyList<string> Signature { get; } =
        ["ID", "Type|Typ|Tipo|类型", "SKU|Artikelnummer|Art.-Nr.|UGS|Référence", string.Join('|', s_price), "Published|Veröffentlicht|Publié|Publicado|Pubblicato|已发布"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [ProductId] = ["SKU", "Artikelnummer", "Art.-Nr.", "UGS", "Référence"],
        [ProductTitle] = ["Name", "Nom", "Nombre", "Nome", "名称"],
        [Description] = ["Short description", "Kurzbeschreibung", "Description courte", "Descripción corta", "Breve descrizione", "简短描述", "简单描述"],
        [Category] = ["Categories", "Kategorien", "Catégories", "Categorías", "Categorie", "分类"],
        [Brand] = ["Brands", "Marken", "Marques", "Marcas", "品牌"],
        [Tags] = ["Tags", "Schlagwörter", "Étiquettes", "Etiquetas", "标签"],
        [ImageUrl] = ["Images", "Bilder", "Imágenes", "Immagini", "图片"],
        [Price] = s_price,
        [Cost] = ["Cost of goods"],
        [Stock] = ["Stock", "Bestand", "Lager", "Lagerbestand", "Inventario", "Magazzino", "库存"],
        [IsActive] = ["Published", "Veröffentlicht", "Publié", "Publicado", "Pubblicato", "已发布"],
        [ParentId] = ["Parent", "Übergeordnetes Produkt", "Eltern", "Superior", "Genitore", "父级"],
    };
}
