using System.Globalization;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Tests.Import.Csv;
using MerchantStudio.Tests.Storage;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>Rows that were set aside come back corrected: the record is then as if the file had been right at once.</summary>
[Trait("Category", "Database")]
public sealed class FixAndResumeTests(PostgreSqlServer server)
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    [Fact]
    public async Task Correction_OfARepeatedLine_IsTheLineThatItWas()
    {
        string[] right = ["1,P,Tea,1,2011-03-01 10:00,2.50,7,UK", "1,P,Tea,2,2011-03-01 10:00,2.50,7,UK", "1,P,Tea,3,2011-03-01 10:00,2.50,7,UK"];
        foreach (var which in Enumerable.Range(0, right.Length))
        {
            string[] damaged = [.. right];
            damaged[which] = damaged[which].Replace("2.50", "oops", StringComparison.Ordinal);
            await ShouldBeAsIfRightAtOnceAsync(right, damaged, "sqlite", exactKeys: true);
        }
    }

    [Fact]
    public async Task Correction_OfARowWhoseLineWasUnknown_TakesTheNextFreePlace()
    {
        string[] right = ["1,P,,1,2011-03-01 10:00,2.50,7,UK", "1,P,,2,2011-03-01 10:00,2.50,7,UK", "1,P,,3,2011-03-01 10:00,2.50,7,UK"];
        string[] damaged = [.. right];
        damaged[1] = damaged[1].Replace(",P,", ",,", StringComparison.Ordinal);
        await ShouldBeAsIfRightAtOnceAsync(right, damaged, "sqlite", exactKeys: false);
    }

    [Fact]
    public async Task Correction_OfAnOrderThatAnEarlierFileHad_ChangesItsLineAndAddsNone()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        await import.CommitAsync(File(["1,P,,1,2011-03-01 10:00,2.50,7,UK"]));
        var batch = await import.CommitAsync(File(["1,,,5,2011-03-01 10:00,2.50,7,UK"]));
        batch.RowsSetAside.ShouldBe(1);

        var corrected = await import.CommitAsync(await CorrectedAsync(import, batch, ["1,P,,5,2011-03-01 10:00,2.50,7,UK"]));

        (corrected.RowsInserted, corrected.RowsUpdated, corrected.CorrectsBatchId).ShouldBe((0, 1, batch.Id));
        (await import.Storage.LinesAsync(import.Shop)).ShouldBe(["1 P 5 250 1250 False"]);
    }

    [Fact]
    public async Task Correction_InPieces_TakesEachRowOnce()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        string[] right = ["1,P,,1,2011-03-01 10:00,2.50,7,UK", "1,P,,2,2011-03-01 10:00,2.50,7,UK", "1,P,,3,2011-03-01 10:00,2.50,7,UK"];
        var batch = await import.CommitAsync(File([right[0], "1,,,2,2011-03-01 10:00,2.50,7,UK", "1,,,3,2011-03-01 10:00,2.50,7,UK"]));
        string[] half = [right[0], "1,,,2,2011-03-01 10:00,2.50,7,UK", right[2]];

        var first = await import.CommitAsync(await CorrectedAsync(import, batch, half));
        (first.RowsInserted, first.RowsSetAside).ShouldBe((1, 1));
        var second = await import.CommitAsync(await CorrectedAsync(import, first, right));
        (second.RowsInserted, second.RowsSetAside, second.CorrectsBatchId).ShouldBe((1, 0, batch.Id));
        var again = await import.CommitAsync(await CorrectedAsync(import, batch, right));

        (again.RowsInserted, again.RowsUpdated, again.RowsUnchanged).ShouldBe((0, 0, 2));
        (await import.Storage.LinesAsync(import.Shop)).ShouldBe(["1 P 1 250 250 False", "1 P 2 250 500 False", "1 P 3 250 750 False"]);
    }

    [Fact]
    public async Task Correction_OfCellsThatASpreadsheetWouldRun_BringsThemBackAsTheyWere()
    {
        string[] right = ["1,A,=1+1,1,2011-03-01 10:00,2.50,7,UK", "1,B,'=1+1,1,2011-03-01 10:00,2.50,7,UK", "1,C,''@x,1,2011-03-01 10:00,2.50,7,UK", "1,D,-5 left,1,2011-03-01 10:00,2.50,7,UK"];
        await ShouldBeAsIfRightAtOnceAsync(right, [.. right.Select(row => row.Replace("2.50", "oops", StringComparison.Ordinal))], "sqlite", exactKeys: true);
    }

    [Theory]
    [InlineData("shopify-orders", 7, 16, "two", "2")]
    [InlineData("shopify-products", 4, 19, null, "12.50")]
    public async Task Correction_OfAFurtherRow_StandsOnItsOwn(string fixture, int row, int column, string? damagedCell, string goodCell)
    {
        var lines = ReferenceCsv.Parse(await System.IO.File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "TestData", "Csv", fixture + ".csv"), TestContext.Current.CancellationToken), ',');
        column = damagedCell is null ? lines[0].ToList().IndexOf("Variant Price") : column;
        await using var import = await ImportHarness.CreateAsync("sqlite", server, currency: "EUR");
        var right = lines.Select(cells => cells.ToArray()).ToList();
        right[row + 1][column] = goodCell;
        var batch = await import.CommitAsync(Csv(lines));
        batch.RowsSetAside.ShouldBeGreaterThan(0);

        var path = await import.Imports.SetAsidePathAsync(import.Shop.Id, batch.Id, TestContext.Current.CancellationToken);
        var aside = ReferenceCsv.Parse((await System.IO.File.ReadAllTextAsync(path!, TestContext.Current.CancellationToken)).TrimStart('\uFEFF'), ',').Select(cells => cells.ToArray()).ToList();
        var own = OwnColumns.All.Count;
        var only = aside.Where(cells => cells[0] == "#row" || cells[0] == (row + 1).ToString(CultureInfo.InvariantCulture)).ToList();
        only.Count.ShouldBe(2);
        only[1][own + column] = goodCell;
        var corrected = await import.CommitAsync(Csv(only));

        (corrected.RowsRead, corrected.RowsSetAside).ShouldBe((1, 0));
        await using var other = await ImportHarness.CreateAsync("sqlite", server, currency: "EUR");
        await other.CommitAsync(Csv(right));
        // Every installation has its own key for people.
        (await import.Storage.DumpAsync(import.Shop)).Select(Unnamed).ShouldBe((await other.Storage.DumpAsync(other.Shop)).Select(Unnamed), ignoreOrder: true);

        static string Unnamed(string row) => System.Text.RegularExpressions.Regex.Replace(row, "p_[A-Za-z0-9_-]{22}", "p_");
    }

    [Theory, StorageEngines]
    public async Task Correction_OfRandomFiles_IsAsIfTheyHadBeenRightAtOnce(string engine)
    {
        var random = new Random(17);
        await using var shop = await ImportHarness.CreateAsync(engine, server);
        for (var i = 0; i < 12; i++)
        {
            var right = Enumerable.Range(0, random.Next(3, 25)).Select(_ => string.Create(CultureInfo.InvariantCulture,
                $"{random.Next(1, 4)},P{random.Next(1, 3)},,{random.Next(1, 9)},2011-03-0{random.Next(1, 9)} 10:00,2.50,7,UK")).ToArray();
            // One order, one time: the first line says it, and lines may come back in another order.
            right = [.. right.Select(row => row.Remove(row.IndexOf("2011", StringComparison.Ordinal), 10).Insert(row.IndexOf("2011", StringComparison.Ordinal), "2011-03-0" + row[0]))];
            var damaged = right.Select(row => random.Next(3) switch
            {
                0 => Damage(row, random.Next(4)),
                _ => row,
            }).ToArray();
            await ShouldBeAsIfRightAtOnceAsync(await shop.BesideAsync(), right, damaged, exactKeys: false);
        }
    }

    private static string Damage(string row, int how)
    {
        var cells = row.Split(',');
        (cells[how switch { 0 => 0, 1 => 1, 2 => 3, _ => 4 }], _) = (how switch { 0 => "6.9E+18", 1 => "", 2 => "x", _ => "2011-13-45" }, 0);
        return string.Join(',', cells);
    }

    private async Task ShouldBeAsIfRightAtOnceAsync(string[] right, string[] damaged, string engine, bool exactKeys)
    {
        await using var import = await ImportHarness.CreateAsync(engine, server);
        await ShouldBeAsIfRightAtOnceAsync(import, right, damaged, exactKeys);
    }

    private static async Task ShouldBeAsIfRightAtOnceAsync(ImportHarness import, string[] right, string[] damaged, bool exactKeys)
    {
        var batch = await import.CommitAsync(File(damaged));
        if (batch.RowsSetAside == 0)
        {
            return;
        }

        var correction = await CorrectedAsync(import, batch, right);
        var corrected = await import.CommitAsync(correction);
        corrected.CorrectsBatchId.ShouldBe(batch.Id);
        (corrected.RowsRead, corrected.RowsInserted, corrected.RowsSetAside).ShouldBe((batch.RowsSetAside, batch.RowsSetAside, 0));

        var other = await import.BesideAsync();
        await other.CommitAsync(File(right));
        (await import.Storage.LinesAsync(import.Shop)).ShouldBe(await other.Storage.LinesAsync(other.Shop), string.Join('\n', damaged));
        if (exactKeys)
        {
            (await import.Storage.DumpAsync(import.Shop)).ShouldBe(await other.Storage.DumpAsync(other.Shop), ignoreOrder: true);
            (await import.CommitAsync(File(right))).RowsUnchanged.ShouldBe(right.Length);
        }

        var again = await import.CommitAsync(correction);
        again.RowsUnchanged.ShouldBe(batch.RowsSetAside);
    }

    /// <summary>The batch's set-aside file with the cells of the right rows.</summary>
    private static async Task<string> CorrectedAsync(ImportHarness import, ImportBatch batch, string[] right)
    {
        var path = await import.Imports.SetAsidePathAsync(import.Shop.Id, batch.Id, TestContext.Current.CancellationToken);
        var aside = ReferenceCsv.Parse((await System.IO.File.ReadAllTextAsync(path!, TestContext.Current.CancellationToken)).TrimStart('\uFEFF'), ',').Select(cells => cells.ToArray()).ToList();
        foreach (var row in aside.Skip(1))
        {
            var cells = right[int.Parse(row[0], CultureInfo.InvariantCulture) - 1].Split(',');
            var kept = row[OwnColumns.All.Count + 2];
            cells.CopyTo(row, OwnColumns.All.Count);
            // Nobody touches what was right: the guard of the description stays as the file has it.
            row[OwnColumns.All.Count + 2] = kept;
        }

        return Csv(aside);
    }

    private static string File(string[] rows) => Header + "\n" + string.Join('\n', rows) + "\n";

    private static string Csv(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(cell => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        }

        return text.ToString();
    }
}
