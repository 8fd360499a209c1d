using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Shopify's customer export, old and new, and its template for imports; the e-mail is the key that the order export uses too.</summary>
internal sealed class ShopifyCustomersPreset : HeaderPreset
{
    public override string Name => "shopify-customers";
    public override ImportKind Kind => ImportKind.Customers;

    protected override IReadOnlyList<string> Signature => ["First Name", "Last Name", "Email", "Accepts Email Marketing|Accepts Marketing", "Total Spent|Tax Exempt"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [CustomerId] = ["Email", "Phone"],
        [Country] = ["Country Code", "Default Address Country Code", "Country"],
        [City] = ["City", "Default Address City"],
        [Tags] = ["Tags"],
        [AcceptsMarketing] = ["Accepts Email Marketing", "Accepts Marketing"],
        [DisplayName] = ["First Name"],
    };

    public override ColumnMapping Map(CsvHead head) => base.Map(head) with { CustomerIsPersonal = true };
}
