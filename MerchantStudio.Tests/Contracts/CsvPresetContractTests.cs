using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Presets;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Contracts;

/// <summary>What every preset of the catalogue must do with its fixture <c>TestData/Csv/&lt;name&gt;.csv</c>.</summary>
public sealed class CsvPresetContractTests
{
    // Worked out by hand from the fixtures: orders, customers, products, revenue, stated totals (minor units), rows set aside.
    private static readonly Dictionary<string, Expected> s_expected = new()
    {
        ["invoice-lines"] = new(9, 4, 2, 3, 213, null, [(8, "InvoiceDate", RowReasons.NonexistentDate), (9, "UnitPrice", RowReasons.BadNumber)]),
        ["shopify-orders"] = new(8, 4, 2, 4, 8500, 9990,
            [(5, "Created at", RowReasons.NonexistentDate), (6, "Name", RowReasons.FirstRowSetAside), (8, "Lineitem quantity", RowReasons.BadNumber)]),
        ["shopify-products"] = new(5, 0, 0, 4, 0, null, [(5, "Variant Price", RowReasons.BadNumber)]),
        ["shopify-products-new"] = new(5, 0, 0, 3, 0, null, [(4, "Inventory quantity", RowReasons.BadNumber), (5, "SKU", RowReasons.RoundedId)]),
        ["shopify-customers"] = new(3, 0, 2, 0, 0, null, [(3, "Email", RowReasons.MissingValue)]),
        ["woocommerce-products"] = new(4, 0, 0, 3, 0, null, [(4, "Regular price", RowReasons.BadNumber)]),
        ["woocommerce-orders-wide"] = new(3, 2, 2, 2, 6000, 6500, [(3, null, RowReasons.BadItem)]),
        ["woocommerce-orders-lines"] = new(4, 2, 2, 2, 7000, 7500, [(4, "Order Date", RowReasons.NonexistentDate)]),
        ["ga4-events"] = new(5, 0, 1, 1, 0, null, [(5, "event_timestamp", RowReasons.BadDate)]),
        ["taobao-orders"] = new(4, 3, 2, 2, 20800, 21600, [(4, "订单编号", RowReasons.RoundedId)]),
        ["taobao-orders-b"] = new(4, 3, 2, 2, 20800, 21600, [(4, "订单编号", RowReasons.RoundedId)]),
        ["taobao-items"] = new(5, 3, 2, 2, 20800, 21600, [(5, "订单编号", RowReasons.NoOrderForLine)]),
        ["taobao-orders-c"] = new(4, 3, 0, 2, 20800, 21600, [(4, "买家应付货款", RowReasons.BadNumber)]),
        ["taobao-suborders"] = new(5, 3, 0, 2, 20800, null, [(5, "购买数量", RowReasons.BadNumber)]),
        ["taobao-user-behavior"] = new(10, 0, 3, 6, 0, null, [(5, "Column 5", RowReasons.BadDate), (6, "Column 5", RowReasons.ImplausibleDate)]),
        ["jd-orders"] = new(4, 2, 2, 2, 25800, 25800, [(4, "订购数量", RowReasons.BadNumber)]),
        ["douyin-orders"] = new(4, 3, 0, 2, 14500, null, [(4, "订单提交时间", RowReasons.MissingValue)]),
        ["pinduoduo-orders"] = new(3, 2, 0, 2, 4490, 4490, [(3, "商品总价(元)", RowReasons.BadNumber)]),
        ["rees46-events"] = new(4, 0, 1, 1, 0, null, [(4, "event_type", RowReasons.MissingValue)]),
        ["personalize-events"] = new(3, 0, 1, 2, 0, null, [(3, "USER_ID", RowReasons.MissingValue)]),
        ["gorse-feedback"] = new(3, 0, 2, 2, 0, null, [(3, "Timestamp", RowReasons.NonexistentDate)]),
        ["google-merchant"] = new(3, 0, 0, 2, 0, null, [(3, "price", RowReasons.BadNumber)]),
        ["amazon-orders"] = new(3, 2, 0, 1, 3998, null, [(3, "currency", RowReasons.BadCurrency)]),
        ["magento-orders"] = new(3, 2, 2, 0, 6100, 6100, [(3, "Grand Total (Base)", RowReasons.MissingValue)]),
    };

    public static TheoryData<string> Names => [.. CsvPresetCatalog.Platforms.Select(preset => preset.Name)];

    [Fact]
    public void Catalogue_Always_HasUniqueNamesAndNoForgottenFixture()
    {
        CsvPresetCatalog.Platforms.Select(preset => preset.Name).ShouldBeUnique();
        Directory.GetFiles(Folder, "*.csv").Select(Path.GetFileNameWithoutExtension).ShouldBe(s_expected.Keys, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Read_OwnFixture_GivesTheTotalsWorkedOutByHand(string name)
    {
        var result = await ProbeOf(name).ReadAsync(SourceOf(name));
        var expected = s_expected[name];

        result.Inspection.Preset.ShouldBe(name);
        result.Inspection.Confidence.ShouldBeGreaterThan(0.5);
        result.SetAside.Select(row => (row.RowNumber, row.Column, row.Reason)).ShouldBe(expected.SetAside);
        result.SetAside.ShouldAllBe(row => row.Suggestion == row.Reason + "Fix" && row.Cells.Count > 0);
        var summary = result.Summary;
        (summary.RowsRead, summary.Orders, summary.Customers, summary.Products, summary.RevenueMinor, summary.StatedTotalMinor)
            .ShouldBe((expected.Rows, expected.Orders, expected.Customers, expected.Products, expected.Revenue, expected.Stated));
        result.ShouldAccountForEveryRow();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Recognise_ColumnsMovedAndOthersAdded_NamesTheSamePreset(string name)
    {
        var inspection = await new ImportProbe().InspectAsync(SourceOf(name));
        if (inspection.Plan!.LeadingRecords == 0)
        {
            return;
        }

        var columns = inspection.Columns.Reverse().Append(new InspectedColumn("My own column", ["x"])).ToList();
        var head = new CsvHead([.. columns.Select(column => column.Name)], hasHeader: true, [[.. columns.Select(column => column.Samples.Count > 0 ? column.Samples[0] : "")]]);

        CsvPresetCatalog.Platforms.Where(preset => preset.Recognise(head) is not null).Select(preset => preset.Name).ShouldBe([name]);
    }

    [Theory]
    [InlineData("shopify-orders", "utf-16le")]
    [InlineData("jd-orders", "utf-16be")]
    [InlineData("taobao-orders", "utf-8")]
    [InlineData("pinduoduo-orders", "gb18030")]
    public async Task Read_OtherEncoding_GivesTheSameTotals(string name, string encoding)
    {
        var original = await new ImportProbe().InspectAsync(SourceOf(name));
        var text = EncodingGuess.Get(original.Plan!.Encoding is "us-ascii" ? "utf-8" : original.Plan.Encoding).GetString(File.ReadAllBytes(PathOf(name)));
        var bytes = EncodingGuess.Get(encoding).GetBytes(text);

        var result = await ProbeOf(name).ReadAsync(ImportSource.FromBytes("again.csv", bytes));

        result.Inspection.Preset.ShouldBe(name);
        result.Inspection.Plan!.Encoding.ShouldBe(encoding);
        result.Summary.RevenueMinor.ShouldBe(s_expected[name].Revenue);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Read_PersonalColumns_LeaveNoTraceInTheRows(string name)
    {
        var result = await ProbeOf(name).ReadAsync(SourceOf(name));
        var written = new StringBuilder();
        foreach (var row in result.Rows)
        {
            _ = written.Append(System.Text.Json.JsonSerializer.Serialize<object>(row));
        }

        var text = System.Text.RegularExpressions.Regex.Unescape(written.ToString());
        foreach (var personal in new[] { "@example", "Ada", "小红帽", "李**", "6198", "密文", "10115" })
        {
            text.ShouldNotContain(personal);
        }
    }

    // A shop of the platform's currency: orders in any other would be set aside.
    internal static ImportProbe ProbeOf(string name) => name switch
    {
        "shopify-orders" or "google-merchant" => new ImportProbe { Currency = "EUR" },
        _ when name.StartsWith("taobao", StringComparison.Ordinal) || name is "jd-orders" or "douyin-orders" or "pinduoduo-orders" => new ImportProbe { Currency = "CNY" },
        _ => new ImportProbe(),
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "TestData", "Csv");

    private static string PathOf(string name) => Path.Combine(Folder, name + ".csv");

    internal static ImportSource SourceOf(string name) => name == "taobao-items"
        ? ImportSource.FromFile(PathOf(name)) with { Orders = ImportSource.FromFile(PathOf("taobao-orders")) }
        : ImportSource.FromFile(PathOf(name));

    private sealed record Expected(
        long Rows, long Orders, long Customers, long Products, long Revenue, long? Stated, (long Row, string? Column, string Reason)[] SetAside);
}
