using System.IO.Compression;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>Files that are not what they should be: each ends in its own clear message, and no row is lost without a reason.</summary>
public sealed class BadFileTests
{
    private const string Header = "order_id,order_date,customer_id,product_id,quantity,unit_price\n";

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "empty file", [], "EmptyFile" },
        { "blank lines only", "\n\r\n\n"u8.ToArray(), "EmptyFile" },
        { "picture", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0], "PictureFile" },
        { "workbook", [.. "PK\x03\x04"u8, .. "....[Content_Types].xml"u8], "WorkbookDamaged" },
        { "old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "OldExcelFile" },
        { "zip", [.. "PK\x03\x04"u8, .. "....orders.csv"u8], "ArchiveFile" },
        { "pdf", "%PDF-1.7"u8.ToArray(), "PdfFile" },
        { "program", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4], "NotText" },
        { "header only", Encoding.UTF8.GetBytes(Header), "HeaderOnly" },
        { "truncated gzip", Truncated(), "GzipDamaged" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Inspect_FileThatCannotBeATable_SaysWhatItIs(string what, byte[] bytes, string problem)
    {
        var inspection = await new ImportProbe().InspectAsync(ImportSource.FromBytes(what, bytes));

        inspection.Plan.ShouldBeNull();
        inspection.Problem!.Key.ShouldBe(problem, what);
    }

    [Fact]
    public async Task Read_GzipThatBreaksOffLater_KeepsNothing()
    {
        var text = new StringBuilder(Header);
        for (var row = 0; row < 120_000; row++)
        {
            _ = text.Append(StableNoise(row)).Append(",2025-01-01,c1,p").Append(StableNoise(row * 7)).Append(",1,2.50\n");
        }

        var whole = Gzip(Encoding.UTF8.GetBytes(text.ToString()));
        var source = ImportSource.FromBytes("orders.csv.gz", whole[..^2000]);
        var inspection = await new ImportProbe().InspectAsync(source);

        inspection.Problem.ShouldBeNull();
        var refused = await Should.ThrowAsync<ImportFileException>(() => new ImportProbe().ReadAsync(source, inspection));
        refused.Problem.Key.ShouldBe("GzipDamaged");
    }

    [Fact]
    public async Task Read_GzipBomb_IsRefused()
    {
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header));
            var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1,2025-01-01,1,1,1,1\n", 50_000)));
            for (var i = 0; i < 80; i++)
            {
                gzip.Write(line);
            }
        }

        var probe = new ImportProbe { Options = new ImportOptions { MaxCompressionRatio = 100 } };
        var source = ImportSource.FromBytes("bomb.csv.gz", bomb.ToArray());
        var refused = await Should.ThrowAsync<ImportFileException>(() => probe.ReadAsync(source));
        refused.Problem.Key.ShouldBe("CompressionTooHigh");
    }

    [Fact]
    public async Task Read_MixedEncodings_SetsTheDamagedRowsAside()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Header + "1,2025-01-01,c1,茶壶,1,2.50\n2,2025-01-02,c1,茶杯,1,2.50\n3,2025-01-02,c1,"),
            0xB2, 0xE8, 0xBA, 0xF8,
            .. Encoding.UTF8.GetBytes(",1,2.50\n4,2025-01-02,c1,茶具,1,2.50\n"),
        ];

        var result = await new ImportProbe().ReadAsync(ImportSource.FromBytes("mixed.csv", bytes));

        result.Lines.Count().ShouldBe(3);
        result.SetAside.Select(row => (row.RowNumber, row.Column, row.Reason)).ShouldBe([(3L, "product_id", RowReasons.BadEncoding)]);
    }

    [Fact]
    public async Task Read_NulBytes_SetsThoseRowsAside()
    {
        var result = await new ImportProbe().ReadAsync(Header + "1,2025-01-01,c1,p\01,1,2.50\n2,2025-01-01,c1,p2,1,2.50\n");

        result.SetAside.Select(row => row.Reason).ShouldBe([RowReasons.NulByte]);
        result.Lines.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Read_RaggedEmptyAndUnclosedRows_GivesEachItsReason()
    {
        var result = await new ImportProbe().ReadAsync(
            Header + "1,2025-01-01,c1,p1,1,2.50\n2,2025-01-01,c1\n3,2025-01-01,c1,p1,1,2.50,extra\n4,2025-01-01,c1,p1,1,2.50,,\n,,,,,\n5,2025-01-01,c1,\"p1,1,2.50\n");

        result.SetAside.Select(row => row.Reason).ShouldBe([RowReasons.TooFewCells, RowReasons.TooManyCells, RowReasons.EmptyRow, RowReasons.OpenQuote]);
        result.Lines.Select(line => line.OrderKey).ShouldBe(["1", "4"]);
        result.ShouldAccountForEveryRow();
    }

    [Fact]
    public async Task Read_CellOfTwoMegabytes_SetsTheRowAside()
    {
        var result = await new ImportProbe().ReadAsync(Header + $"1,2025-01-01,c1,{new string('x', 2 << 20)},1,2.50\n2,2025-01-01,c1,p2,1,2.50\n");

        result.SetAside.Select(row => (row.Column, row.Reason)).ShouldBe([("product_id", RowReasons.CellTooLong)]);
        result.SetAside[0].Cells.Sum(cell => cell.Length).ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task Inspect_OtherKindThanAsked_SaysWhichItIs()
    {
        var probe = new ImportProbe { Request = new ImportRequest { Kind = ImportKind.Reviews } };

        var inspection = await probe.InspectAsync("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A,x,1,2011-01-01,1.00,1,UK\n");

        inspection.Problem.ShouldBe(new ImportProblem("OtherKind", "Orders"));
    }

    [Fact]
    public async Task Inspect_DuplicateHeaders_NumbersThemAndWarns()
    {
        var inspection = await new ImportProbe().InspectAsync("order_id,order_date,sku,price,price\n1,2025-01-01,a,1,2\n");

        inspection.Plan!.Columns.ShouldBe(["order_id", "order_date", "sku", "price", "price (2)"]);
        inspection.Warnings.ShouldContain(new ImportWarning("DuplicateHeaders", "price"));
    }

    private static string StableNoise(int row) => ((uint)(row * 2654435761L)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Truncated() => Gzip(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 500).Select(row => $"{row},2025-01-01,c1,p1,1,2.50\n"))))[..^40];

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
