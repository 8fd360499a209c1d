using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>A product's price is kept in the shop's currency; what a catalogue says in another is never taken for it.</summary>
public sealed class CatalogueCurrencyTests
{
    private const string Feed = "id,title,description,link,image_link,availability,price\n"
        + "a,Tea,d,l,i,in stock,12.50 GBP\nb,Cup,d,l,i,in stock,15.00 EUR\nc,Pot,d,l,i,in stock,9.00\nd,Jug,d,l,i,in stock,\ne,Mug,d,l,i,in stock,€7\n";

    [Fact]
    public async Task Read_PricesInAnotherCurrency_AreSetAsideWithItsName()
    {
        var result = await new ImportProbe().ReadAsync(Feed);

        result.Inspection.Preset.ShouldBe("google-merchant");
        result.ShouldAccountForEveryRow();
        result.Rows.Cast<ProductRow>().Select(product => (product.ProductKey, product.PriceMinor)).ShouldBe([("a", 1250L), ("c", 900L), ("d", null)]);
        result.SetAside.Select(row => (row.RowNumber, row.Reason, row.Detail)).ShouldBe([(2L, RowReasons.OtherCurrency, "EUR"), (5L, RowReasons.OtherCurrency, "EUR")]);
        result.Summary.Currencies.Single(currency => currency.Currency == "EUR").SetAside.ShouldBe(2);
    }

    [Fact]
    public async Task Read_TheSameWhenTheMerchantWantsThem_KeepsTheProductsWithoutTheirPrices()
    {
        var source = ImportProbe.Source(Feed);
        var inspection = await new ImportProbe().InspectAsync(source);
        var mapping = inspection.Plan!.Mapping with { OtherCurrencies = OtherCurrencyRule.KeepWithoutMoney };

        var result = await new ImportProbe { Request = new ImportRequest { Mapping = mapping } }.ReadAsync(source);

        result.SetAside.ShouldBeEmpty();
        result.Rows.Cast<ProductRow>().Select(product => (product.ProductKey, product.PriceMinor)).ShouldBe([("a", 1250L), ("b", null), ("c", 900L), ("d", null), ("e", null)]);
    }

    [Fact]
    public async Task Read_ACurrencyColumn_SaysWhatThePricesAreIn()
    {
        const string table = "sku,product name,price,cost,currency\nA,Tea,5.00,2.00,GBP\nB,Cup,6.00,3.00,usd\n";
        var result = await new ImportProbe { Request = new ImportRequest { Kind = ImportKind.Catalog } }.ReadAsync(table);

        result.Rows.Cast<ProductRow>().Select(product => (product.ProductKey, product.PriceMinor, product.CostMinor)).ShouldBe([("A", 500L, 200L)]);
        result.SetAside.Select(row => (row.Column, row.Detail)).ShouldBe([("currency", "USD")]);
    }
}
