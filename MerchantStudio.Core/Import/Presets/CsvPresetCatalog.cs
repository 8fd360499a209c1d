namespace MerchantStudio.Core.Import.Presets;

/// <summary>All export formats that are recognised.</summary>
public static class CsvPresetCatalog
{
    /// <summary>Formats of platforms, in no particular order: no two of them take the same file.</summary>
    public static IReadOnlyList<ICsvPreset> Platforms { get; } =
    [
        new InvoiceLinesPreset(),
        new ShopifyOrdersPreset(),
        new ShopifyProductsPreset(),
        new ShopifyProductsNewPreset(),
        new ShopifyCustomersPreset(),
        new WooCommerceProductsPreset(),
        new WooCommerceWideOrdersPreset(),
        new WooCommerceLineOrdersPreset(),
        new Ga4EventsPreset(),
        new TaobaoOrdersPreset(),
        new TaobaoOrdersBPreset(),
        new TaobaoOrdersCPreset(),
        new TaobaoItemsPreset(),
        new TaobaoSubordersPreset(),
        new TaobaoBehaviorPreset(),
        new JdOrdersPreset(),
        new DouyinOrdersPreset(),
        new PinduoduoOrdersPreset(),
        new Rees46EventsPreset(),
        new PersonalizeEventsPreset(),
        new GorseFeedbackPreset(),
        new GoogleMerchantPreset(),
        new AmazonOrdersPreset(),
        new MagentoOrdersPreset(),
    ];

    /// <summary>The preset of any other table: its columns are guessed.</summary>
    public const string Generic = GenericPreset.PresetName;

    public static ICsvPreset? Find(string name) => Platforms.FirstOrDefault(preset => preset.Name == name);
}
