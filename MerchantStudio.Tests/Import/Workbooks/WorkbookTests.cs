using System.Globalization;
using System.IO.Compression;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Core.Import.Workbooks;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import.Workbooks;

public sealed class WorkbookTests
{
    private static readonly object?[] s_header = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];

    private static readonly object?[][] s_rows =
    [
        s_header,
        [536365, "85123A", "HOLDER, \"white\"", 6, new DateTime(2010, 12, 1, 8, 26, 0), 2.55, 17850, "United Kingdom"],
        [536365, 71053, "LANTERN\nmetal", 6, new DateTime(2010, 12, 1, 8, 26, 0), 3.39, 17850, "United Kingdom"],
        ["C536379", "D", "Discount", -1, new DateTime(2010, 12, 2), 27.5, 14527, "United Kingdom"],
        [],
        [536370, new XlsxFile.Padded(42), "CLOCK", 24, "oops", 3.75, null, "France"],
        [6.9179312345678901e17, 22728, "CLOCK", 24, new DateTime(2010, 12, 2), 3.75, null, "France"],
    ];

    [Fact]
    public async Task Read_Workbook_GivesTheRowsThatTheSameTextGives()
    {
        var result = await new ImportProbe().ReadAsync(Source(XlsxFile.Of(("Orders", s_rows))));

        result.Inspection.Preset.ShouldBe("invoice-lines");
        result.Inspection.Plan!.Sheet.ShouldBe("Orders");
        result.Inspection.Sheets.ShouldBe(["Orders"]);
        result.ShouldAccountForEveryRow();
        result.Lines.Select(line => (line.OrderKey, line.ProductKey, line.CustomerKey, line.TotalMinor)).ShouldBe(
            [("536365", "85123A", "17850", 1530), ("536365", "71053", "17850", 2034), ("C536379", "D", "14527", -2750)]);
        result.Lines.First().OrderedUtc.ShouldBe(new DateTime(2010, 12, 1, 8, 26, 0, DateTimeKind.Utc));
        result.Lines.First().ProductTitle.ShouldBe("HOLDER, \"white\"");
        result.SetAside.Select(row => (row.Reason, row.Cells[1])).ShouldBe([(RowReasons.BadDate, "000042"), (RowReasons.RoundedId, "22728")]);
    }

    /// <summary>
    /// The sheet as Excel itself writes it: texts in a table of their own, some in several formats or with a reading aid,
    /// cells that are left out, results of formulas, numbers that were typed as text, an error.
    /// </summary>
    [Fact]
    public async Task Read_WorkbookAsExcelWritesIt_UnderstandsEveryKindOfCell()
    {
        const string strings = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="14" uniqueCount="13">
            <si><t>InvoiceNo</t></si><si><t>StockCode</t></si><si><t>Description</t></si><si><t>Quantity</t></si><si><t>InvoiceDate</t></si><si><t>UnitPrice</t></si>
            <si><t>CustomerID</t></si><si><t>Country</t></si><si><t>United Kingdom</t></si><si><t>007042</t></si>
            <si><r><rPr><b/></rPr><t xml:space="preserve">Big </t></r><r><t>mug</t></r></si><si><t>杯子</t><rPh sb="0" eb="2"><t>bei zi</t></rPh></si><si><t>536365</t></si>
            </sst>
            """;
        const string sheet = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"
             xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><dimension ref="A1:H5"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="1" width="9"/></cols><sheetData>
            <row r="1" spans="1:8" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c><c r="G1" t="s"><v>6</v></c><c r="H1" t="s"><v>7</v></c></row>
            <row r="2"><c r="A2" t="s"><v>12</v></c><c r="B2" t="s"><v>9</v></c><c r="C2" t="s"><v>10</v></c><c r="D2"><f>3+3</f><v>6</v></c><c r="E2" s="1"><v>40513.351388888892</v></c><c r="F2"><v>2.5499999999999998</v></c><c r="G2"><v>17850</v></c><c r="H2" t="s"><v>8</v></c></row>
            <row r="3"><c r="A3"><v>536366</v></c><c r="B3" t="inlineStr"><is><t>B-1</t></is></c><c r="C3" t="s"><v>11</v></c><c r="D3" t="str"><f>TEXT(2,"0")</f><v>2</v></c><c r="E3" s="2"><v>40514</v></c><c r="F3"><v>1</v></c><c r="H3" t="s"><v>8</v></c></row>
            <row r="4"><c r="A4"><v>536367</v></c><c r="B4" t="s"><v>9</v></c><c r="D4"><v>1</v></c><c r="E4" s="1"><v>40514.5</v></c><c r="F4" t="e"><v>#DIV/0!</v></c><c r="G4"><v>17850</v></c><c r="H4" t="s"><v>8</v></c></row>
            </sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>
            """;

        var result = await new ImportProbe().ReadAsync(Source(XlsxFile.Write([("Orders", sheet, false)], ("xl/sharedStrings.xml", strings))));

        result.ShouldAccountForEveryRow();
        result.Lines.Select(line => (line.OrderKey, line.ProductKey, line.ProductTitle, line.Quantity, line.TotalMinor, line.CustomerKey)).ShouldBe(
            [("536365", "007042", "Big mug", 6.0, 1530L, "17850"), ("536366", "B-1", "杯子", 2.0, 200L, null)]);
        result.Lines.Select(line => line.OrderedUtc).ShouldBe([new DateTime(2010, 12, 1, 8, 26, 0, DateTimeKind.Utc), new DateTime(2010, 12, 2, 0, 0, 0, DateTimeKind.Utc)]);
        result.SetAside.Single().Column.ShouldBe("UnitPrice");
    }

    [Fact]
    public async Task Read_WorkbookWithTitlesAndEmptyRowsAboveTheHeader_FindsIt()
    {
        object?[][] titled = [["Orders of 2010"], [], [null, "printed on", new DateTime(2011, 1, 1)], .. s_rows];
        var result = await new ImportProbe().ReadAsync(Source(XlsxFile.Of(("Orders", titled))));
        result.Inspection.Warnings.Select(warning => warning.Key).ShouldContain("HeaderBelowTitle");
        result.Lines.Count().ShouldBe(3);
    }

    [Fact]
    public async Task Inspect_WorkbookOfSeveralSheets_TakesTheFirstThatHoldsATableAndOffersTheOthers()
    {
        object?[][] cover = [["Export"], ["made for you"]];
        object?[][] refunds = [s_header, [1, "A", "x", 1, new DateTime(2011, 1, 1), 1.5, 7, "France"]];
        var file = XlsxFile.Write([
            ("Read me", XlsxFile.SheetXml(cover), false), ("Secret", XlsxFile.SheetXml(s_rows), true), ("Orders", XlsxFile.SheetXml(s_rows), false), ("Refunds", XlsxFile.SheetXml(refunds), false)]);

        var first = await new ImportProbe().ReadAsync(Source(file));
        (first.Inspection.Plan!.Sheet, first.Lines.Count()).ShouldBe(("Orders", 3));
        first.Inspection.Sheets.ShouldBe(["Read me", "Orders", "Refunds"]);
        var other = await new ImportProbe { Request = new ImportRequest { Sheet = "Refunds" } }.ReadAsync(Source(file));
        (other.Inspection.Plan!.Sheet, other.Lines.Count()).ShouldBe(("Refunds", 1));
        (await new ImportProbe { Request = new ImportRequest { Sheet = "Gone" } }.InspectAsync(Source(file))).Problem.ShouldBe(new ImportProblem("UnknownSheet", "Gone"));
    }

    [Fact]
    public async Task Read_RandomWorkbooks_AgreesWithTheSameRowsAsText()
    {
        var random = new Random(3);
        for (var i = 0; i < 20; i++)
        {
            object?[][] rows = [s_header, .. Enumerable.Range(0, random.Next(1, 300)).Select(row => (object?[])[
                random.Next(1, 40), $"P{random.Next(9)}", random.Next(4) == 0 ? null : "a;b\t\"c\"", random.Next(-3, 9), new DateTime(2011, 1, 1).AddMinutes(random.Next(500_000)),
                Math.Round(random.NextDouble() * 100, 2), random.Next(3) == 0 ? null : random.Next(100), "France"])];
            var text = new StringBuilder();
            foreach (var row in rows)
            {
                text.AppendJoin(',', row.Select(Quoted)).Append('\n');
            }

            var workbook = await new ImportProbe().ReadAsync(Source(XlsxFile.Of(("S", rows))));
            var plain = await new ImportProbe().ReadAsync(text.ToString());

            workbook.Rows.ShouldBe(plain.Rows, $"case {i}");
            workbook.Summary.RevenueMinor.ShouldBe(plain.Summary.RevenueMinor);
        }

        static string Quoted(object? value) => value switch
        {
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            string text => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }

    [Fact]
    public async Task Inspect_ZipBomb_IsRefusedBeforeItIsUnpacked()
    {
        var sheet = $"<worksheet><sheetData>{new string(' ', 200 << 20)}</sheetData></worksheet>";
        var bomb = XlsxFile.Write([("S", sheet, false)]);
        bomb.Length.ShouldBeLessThan(4 << 20);

        var probe = new ImportProbe { Options = new ImportOptions { MaxCompressionRatio = 20 } };
        (await probe.InspectAsync(Source(bomb))).Problem!.Key.ShouldBe("CompressionTooHigh");
        // Within the ratio that is allowed by default, a part without an end of text is no table either.
        (await new ImportProbe().InspectAsync(Source(bomb))).Problem!.Key.ShouldBe("WorkbookDamaged");
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>")]
    [InlineData("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>")]
    [InlineData("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row><row r=\"2\">")]
    [InlineData("no xml at all")]
    public async Task Inspect_HostileSheet_SaysThatItIsDamaged(string sheet) =>
        (await new ImportProbe().InspectAsync(Source(XlsxFile.Write([("S", sheet, false)])))).Problem!.Key.ShouldBe("WorkbookDamaged");

    [Fact]
    public async Task Inspect_AnyDamagedWorkbook_NeverThrows()
    {
        var whole = XlsxFile.Of(("Orders", s_rows));
        var random = new Random(11);
        for (var i = 0; i < 150; i++)
        {
            var bytes = whole.ToArray();
            for (var hit = 0; hit < 1 + (i % 8); hit++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var file = i % 5 == 0 ? bytes[..random.Next(4, bytes.Length)] : bytes;
            var inspection = await new ImportProbe().InspectAsync(Source(file));
            if (inspection.Plan is not null)
            {
                try
                {
                    (await new ImportProbe().ReadAsync(Source(file), inspection)).ShouldAccountForEveryRow();
                }
                catch (ImportFileException refused)
                {
                    refused.Problem.Key.ShouldBe("WorkbookDamaged");
                }
            }
        }
    }

    [Fact]
    public async Task Inspect_ZipOfOtherThings_SaysThatItIsAnArchive()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry("../../evil.csv").Open());
            await writer.WriteAsync("a,b\n1,2\n");
        }

        (await new ImportProbe().InspectAsync(Source(bytes.ToArray()))).Problem!.Key.ShouldBe("ArchiveFile");
    }

    [Fact]
    public async Task Inspect_WorkbookWithoutAnything_IsEmpty() =>
        (await new ImportProbe().InspectAsync(Source(XlsxFile.Of(("S", []))))).Problem!.Key.ShouldBe("EmptyFile");

    [Fact]
    public void BytesTaken_AtTheEnd_IsTheWholeFile()
    {
        var bytes = XlsxFile.Of(("Orders", s_rows));
        using var text = WorkbookText.Open(new MemoryStream(bytes), sheet: null);
        new StreamReader(text).ReadToEnd().ShouldStartWith("InvoiceNo,StockCode,");
        text.BytesTaken.ShouldBe(bytes.Length);
    }

    private static ImportSource Source(byte[] bytes) => ImportSource.FromBytes("orders.xlsx", bytes);
}
