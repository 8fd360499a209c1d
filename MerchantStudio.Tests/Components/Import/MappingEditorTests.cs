using Bunit;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Components.Import;

public sealed class MappingEditorTests : StudioTestContext
{
    private readonly List<ColumnMapping> _saved = [];

    [Fact]
    public void Save_AfterAColumnGotAnotherMeaning_HandsOverTheNewMapping()
    {
        var editor = Open();

        editor.Find("select[aria-label='SKU']").Change(nameof(ImportField.ProductId));
        editor.Find("button").Click();

        _saved.Single().Columns.ShouldBe(
            new Dictionary<ImportField, string>
            {
                [ImportField.OrderId] = "Order", [ImportField.OrderedAt] = "Date", [ImportField.UnitPrice] = "Price", [ImportField.ProductId] = "SKU",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Save_WhileSomethingNeededHasNoColumn_IsNotOffered()
    {
        var editor = Open();

        editor.Find("select[aria-label='Date']").Change("");

        editor.Find("button").HasAttribute("disabled").ShouldBeTrue();
        editor.Find("[role=alert]").TextContent.ShouldContain("Time of the order");
    }

    [Fact]
    public void Render_Always_ShowsSampleValuesBesideEachColumn() => Open().Markup.ShouldContain("2025-01-01 · 2025-01-02");

    [Fact]
    public void Save_OwnersRules_AreSplitIntoCodes()
    {
        var editor = Open();

        editor.FindAll("input[type=text]")[0].Change("POST， FEE,");
        editor.Find("button").Click();

        _saved.Single().NotProducts.ShouldBe(["POST", "FEE"]);
    }

    private IRenderedComponent<MappingEditor> Open() => Render<MappingEditor>(parameters => parameters
        .Add(editor => editor.Inspection, ImportFixtures.Inspection())
        .Add(editor => editor.OnSave, _saved.Add)
        .Add(editor => editor.OnKind, (ImportKind _) => { }));
}
