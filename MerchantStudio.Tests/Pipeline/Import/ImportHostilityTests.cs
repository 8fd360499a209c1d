using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Storage;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>Hostile files on their whole way into the record.</summary>
[Trait("Category", "Database")]
public sealed class ImportHostilityTests(PostgreSqlServer server)
{
    private const string Header = "order_id,order_date,customer_id,product_id,quantity,unit_price,remark\n";

    [Fact]
    public async Task Commit_OfAnyBytes_AccountsForEveryRowThatWasRead()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        var cell = Gen.Elements("1", "2", "2025-01-01", "c1", "p1", "1.5", "-1", "", "\"", "\"a\"\"b\"", "茶", "\0", "=1+1", "9E+18", "\r", "\uFFFD", "ÿ");
        var row = cell.ListOf(7).Select(cells => string.Join(',', cells));
        var sound = Gen.Choose(1, 9).Select(i => $"{i},2025-01-0{i},c{i % 3},p{i % 2},1,2.50,x");
        var text = Gen.OneOf(row, sound).ListOf().Select(rows => Header + string.Join('\n', rows));
        Prop.ForAll(text.ToArbitrary(), file => Accounts(import, file)).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Theory, StorageEngines]
    public async Task Commit_OfNulBytesInEveryPlace_SetsThoseRowsAsideAndStoresTheRest(string engine)
    {
        await using var import = await ImportHarness.CreateAsync(engine, server);
        var batch = await import.CommitAsync(
            Header + "1,2025-01-01,c\0,p1,1,2.50,x\n2,2025-01-01,c1,p\0,1,2.50,x\n3,2025-01-01,c1,p1,1,2.50,a\0b\n4\0,2025-01-01,c1,p1,1,2.50,x\n5,2025-01-01,c1,p1,1,2.50,\\u0000\n");
        (batch.RowsRead, batch.RowsInserted, batch.RowsSetAside).ShouldBe((5, 1, 4));
        using var snapshot = await import.OpenSnapshotAsync();
        snapshot.RowCount.ShouldBe(1);
    }

    [Theory]
    [InlineData("../../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\win.ini", "win.ini")]
    [InlineData("/tmp/a.csv", "a.csv")]
    [InlineData("a\0b\r\n.csv", "ab.csv")]
    [InlineData("CON", "CON")]
    public async Task Upload_UnderANameWithTricks_StaysInItsFolderAndShowsTheLastPart(string name, string shown)
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        var upload = await import.UploadAsync(name, Encoding.UTF8.GetBytes(Header));
        upload.FileName.ShouldBe(shown);
        var folder = Path.Combine(import.Storage.Folder, "uploads", $"{import.Shop.Id}");
        Path.GetDirectoryName(import.Uploads.DataPath(upload)).ShouldBe(folder);
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldAllBe(file => file!.StartsWith(upload.Id, StringComparison.Ordinal));
        (await import.Uploads.FindAsync(import.Shop.Id, "../" + upload.Id[3..], TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    private static bool Accounts(ImportHarness import, string file)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var upload = import.UploadAsync("any.csv", Encoding.UTF8.GetBytes(file)).GetAwaiter().GetResult();
        var received = import.Imports.ReceiveAsync(upload, null, new ImportRequest(), null, cancellationToken).GetAwaiter().GetResult();
        if (received.Batch is not { } batch)
        {
            received.Inspection.Problem.ShouldNotBeNull();
            return true;
        }

        try
        {
            batch = import.Imports.CommitAsync(import.Shop.Id, batch.Id, cancellationToken).GetAwaiter().GetResult();
            (batch.RowsInserted + batch.RowsUpdated + batch.RowsUnchanged + batch.RowsSetAside).ShouldBe(batch.RowsRead);
        }
        catch (ImportFileException refused)
        {
            refused.Problem.Key.ShouldNotBeEmpty();
        }

        return true;
    }
}
