using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Support;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Tests.Import;

public sealed class GenericGuessTests
{
    [Fact]
    public async Task Inspect_UnknownEnglishOrders_FindsTheColumns()
    {
        var inspection = await new ImportProbe().InspectAsync(
            "Order Number;Order Date;Client ID;Item Code;Item Name;Qty;Unit Price;Warehouse\n1;03.04.2025 10:00;77;A;Mug;2;1.234,50;North\n2;13.04.2025;78;B;Pot;1;9,99;South\n");

        inspection.Preset.ShouldBe("generic");
        inspection.Plan!.Delimiter.ShouldBe(';');
        inspection.Plan.Values.DecimalComma.ShouldBeTrue();
        inspection.Plan.Values.MonthFirst.ShouldBeFalse();
        Mapped(inspection.Plan.Mapping).ShouldBe(
            [(OrderId, "Order Number"), (OrderedAt, "Order Date"), (CustomerId, "Client ID"), (ProductId, "Item Code"), (ProductTitle, "Item Name"), (Quantity, "Qty"), (UnitPrice, "Unit Price")],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Inspect_UnknownChineseOrders_FindsTheColumns()
    {
        var inspection = await new ImportProbe().InspectAsync("订单号,下单时间,会员编号,商品编码,商品名称,数量,单价,备注\n1,2025年3月4日,u1,s1,茶壶,1,88.00,\n");

        inspection.Kind.ShouldBe(ImportKind.Orders);
        ImportFields.Missing(inspection.Plan!.Mapping).ShouldBeEmpty();
        inspection.Plan.Mapping.Columns[CustomerId].ShouldBe("会员编号");
    }

    [Theory]
    [InlineData("sku,title,price,stock,brand\nA,Mug,2.50,10,Kiln\n", ImportKind.Catalog)]
    [InlineData("event_time,event_type,user_id,product_id\n2025-01-01T00:00:00Z,view_item,1,2\n", ImportKind.Events)]
    [InlineData("review_id,product_id,rating,review_text,review_date\n1,A,5,Nice,2025-01-01\n", ImportKind.Reviews)]
    [InlineData("customer_id,email,city,registered_at\n1,a@example.com,Leeds,2024-01-01\n", ImportKind.Customers)]
    [InlineData("customer_id,date,units,dollars\n1,1997-01-01,1,11.77\n2,1997-01-12,1,12.00\n", ImportKind.Orders)]
    public async Task Inspect_UnknownTable_FindsItsKind(string text, ImportKind kind)
    {
        var inspection = await new ImportProbe().InspectAsync(text);

        inspection.Kind.ShouldBe(kind);
        ImportFields.Missing(inspection.Plan!.Mapping).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_HeaderInRowSevenUnderATitle_StartsBelowIt()
    {
        var title = "Sales report,,,,,\nShop: Example,,,,,\n,,,,,\nFrom,2025-01-01,,,,\nTo,2025-02-01,,,,\nPrinted by me,,,,,\n";
        var result = await new ImportProbe().ReadAsync(title + "InvoiceNo,StockCode,InvoiceDate,UnitPrice,Quantity,CustomerID\n1,A,2025-01-02,2.00,3,9\n");

        result.Inspection.Preset.ShouldBe("invoice-lines");
        result.Lines.Single().RowNumber.ShouldBe(1);
        result.Lines.Single().TotalMinor.ShouldBe(600);
    }

    [Fact]
    public async Task Inspect_MonthFirstShownLateInTheFile_IsStillFound()
    {
        var rows = string.Concat(Enumerable.Range(1, 3000).Select(row => $"{row},3/4/2025,c{row % 9},p1,1,2.00\n"));
        var inspection = await new ImportProbe().InspectAsync($"order_id,order_date,customer_id,product_id,quantity,unit_price\n{rows}9999,3/25/2025,c1,p1,1,2.00\n");

        inspection.Plan!.Values.MonthFirst.ShouldBeTrue();
    }

    [Fact]
    public async Task Read_OwnersRules_OverruleWhatIsAProduct()
    {
        var probe = new ImportProbe();
        var source = ImportProbe.Source("order_id,order_date,sku,quantity,unit_price\n1,2025-01-01,POST,1,3.95\n1,2025-01-01,MUG,1,5.00\n");
        var inspection = await probe.InspectAsync(source);
        var plan = inspection.Plan! with { Mapping = inspection.Plan.Mapping with { AreProducts = ["POST"], NotProducts = ["mug"] } };

        var usual = await probe.ReadAsync(source, inspection);
        var overruled = await probe.ReadAsync(source, inspection with { Plan = plan });

        usual.Lines.Select(line => line.IsProduct).ShouldBe([false, true]);
        overruled.Lines.Select(line => line.IsProduct).ShouldBe([true, false]);
    }

    private static IEnumerable<(ImportField, string)> Mapped(ColumnMapping mapping) => mapping.Columns.Select(pair => (pair.Key, pair.Value));
}
