using Bunit;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Import.Presets;
using MerchantStudio.State;
using MerchantStudio.Tests.Contracts;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Import;

/// <summary>What a person reads before a file of each format is committed: its layout, and what to compare with the back office.</summary>
[UseCulture("en-GB")]
public sealed class PresetCardsTests : StudioTestContext
{
    private const string Item = "one row, one item of an order";
    private const string Order = "one row, one order";
    private const string Event = "one row, one event";

    private static readonly Dictionary<string, (string Layout, string Sentence)> s_expected = new()
    {
        ["invoice-lines"] = (Item, "4 orders, £2.13 between "),
        ["shopify-orders"] = ("further rows leave common cells blank", "4 orders, €85.00 between "),
        ["shopify-products"] = ("further rows leave common cells blank", "5 rows: "),
        ["shopify-products-new"] = ("further rows leave common cells blank", "5 rows: "),
        ["shopify-customers"] = ("one row, one customer", "3 rows: "),
        ["woocommerce-products"] = ("one row, one product", "4 rows: "),
        ["woocommerce-orders-wide"] = ("one row an order, items in columns", "2 orders, £60.00 between "),
        ["woocommerce-orders-lines"] = ("order amounts repeat on each row and count once", "2 orders, £70.00 between "),
        ["ga4-events"] = (Event, "5 rows between "),
        ["taobao-orders"] = (Order, "3 orders, ¥208.00 between "),
        ["taobao-orders-b"] = (Order, "3 orders, ¥208.00 between "),
        ["taobao-orders-c"] = (Order, "3 orders, ¥208.00 between "),
        ["taobao-items"] = ("lines and orders in two files", "3 orders, ¥208.00 between "),
        ["taobao-suborders"] = (Item, "3 orders, ¥208.00 between "),
        ["taobao-user-behavior"] = (Event, "10 rows between "),
        ["jd-orders"] = ("order amounts repeat on each row and count once", "2 orders, ¥258.00 between "),
        ["douyin-orders"] = ("several lines packed into one row", "3 orders, ¥145.00 between "),
        ["pinduoduo-orders"] = (Order, "2 orders, ¥44.90 between "),
        ["rees46-events"] = (Event, "4 rows between "),
        ["personalize-events"] = (Event, "3 rows between "),
        ["gorse-feedback"] = (Event, "3 rows between "),
        ["google-merchant"] = ("one row, one product", "3 rows: "),
        ["amazon-orders"] = (Item, "2 orders, £39.98 between "),
        ["magento-orders"] = (Order, "2 orders, £61.00 between "),
    };

    [Fact]
    public async Task Cards_OfEveryPresetsFixture_SayTheLayoutAndWhatToConfirm()
    {
        await Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);
        var seen = new Dictionary<string, (string Layout, string Sentence)>();
        foreach (var name in CsvPresetCatalog.Platforms.Select(preset => preset.Name))
        {
            var result = await CsvPresetContractTests.ProbeOf(name).ReadAsync(CsvPresetContractTests.SourceOf(name));
            var recognised = Render<RecognitionCard>(parameters => parameters.Add(card => card.Inspection, result.Inspection).Add(card => card.FileBytes, 1000));
            var check = Render<CheckCard>(parameters => parameters.Add(card => card.Summary, result.Summary));
            var sentence = check.Find(".question").TextContent;
            seen[name] = (recognised.FindAll("dl.facts dd")[2].TextContent, s_expected.TryGetValue(name, out var wanted) && sentence.StartsWith(wanted.Sentence, StringComparison.Ordinal) ? wanted.Sentence : sentence);
        }

        seen.ShouldBe(s_expected, ignoreOrder: true);
    }
}
