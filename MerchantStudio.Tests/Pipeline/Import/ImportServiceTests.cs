using System.Runtime.CompilerServices;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Pipeline.Import;

[Trait("Category", "Database")]
public sealed class ImportServiceTests(PostgreSqlServer server)
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    private const string Orders = Header
        + "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
        + "536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n"
        + "C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527.0,United Kingdom\n"
        + "536370,22728,CLOCK,24,2010-12-01 08:45:00,oops,12583.0,France\n"
        + "536371,22086,=1+1,80,2010-13-45 09:00:00,2.55,13748.0,United Kingdom\n";

    [Theory, StorageEngines]
    public async Task Commit_OfOrders_AccountsForEveryRowAndShowsThemInTheSnapshot(string engine)
    {
        await using var import = await ImportHarness.CreateAsync(engine, server);
        var batch = await import.CommitAsync(Orders);
        batch.State.ShouldBe(ImportBatchState.Committed);
        (batch.RowsRead, batch.RowsInserted, batch.RowsSetAside).ShouldBe((5, 3, 2));
        using var snapshot = await import.OpenSnapshotAsync();
        snapshot.RowCount.ShouldBe(3);
        snapshot.Customers.Find("17850").ShouldBeGreaterThanOrEqualTo(0);
        snapshot.RowAmount.ToArray().Sum().ShouldBe((6 * 255) + (6 * 339) - 2750);
    }

    [Theory, StorageEngines]
    public async Task Commit_OfTheSameFileTwice_ChangesNothing(string engine)
    {
        await using var import = await ImportHarness.CreateAsync(engine, server);
        await import.CommitAsync(Orders);
        using var before = await import.OpenSnapshotAsync();
        var again = await import.CommitAsync(Orders);
        (again.RowsInserted, again.RowsUpdated, again.RowsUnchanged, again.RowsSetAside).ShouldBe((0, 0, 3, 2));
        using var after = await import.OpenSnapshotAsync();
        after.Header.DataVersion.ShouldBe(before.Header.DataVersion);
    }

    [Theory, StorageEngines]
    public async Task Undo_OfABatch_EmptiesTheSnapshotWhileReadersKeepTheirs(string engine)
    {
        await using var import = await ImportHarness.CreateAsync(engine, server);
        var batch = await import.CommitAsync(Orders);
        using var before = await import.OpenSnapshotAsync();
        await import.Imports.UndoAsync(import.Shop.Id, batch.Id, "someone", TestContext.Current.CancellationToken);
        using var after = await import.OpenSnapshotAsync();
        (after.RowCount, after.Customers.Count, after.Items.Count, after.Orders.Count).ShouldBe((0, 0, 0, 0));
        before.RowCount.ShouldBe(3);
        before.Items.Keys[0].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Commit_WithRowsSetAside_WritesThemWithReasonsAndWithoutFormulas()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        var batch = await import.CommitAsync(Orders);
        var path = await import.Imports.SetAsidePathAsync(import.Shop.Id, batch.Id, TestContext.Current.CancellationToken);
        var lines = await File.ReadAllLinesAsync(path!, TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("#row,#column,#reason,#detail,#suggestion,#mark,InvoiceNo");
        lines[1].ShouldStartWith("4,UnitPrice,");
        lines[2].ShouldContain("'=1+1");
    }

    [Fact]
    public async Task WriteSetAside_InWords_SaysEachReasonAndComesBackCorrected()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        var batch = await import.CommitAsync(Orders);
        var words = new SetAsideWords("行号", "列", "值", "原因", "处理建议", reason => $"因为 {reason}", reason => $"请改 {reason}");
        using var stream = new MemoryStream();

        (await import.Storage.Services.GetRequiredService<Corrections>().WriteAsync(import.Shop.Id, batch.Id, words, stream, cancellationToken)).ShouldBeTrue();

        var text = Encoding.UTF8.GetString(stream.ToArray());
        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("#行号,#列,#值,#原因,#处理建议,#mark,InvoiceNo");
        lines[1].ShouldStartWith("4,UnitPrice,");
        lines[1].ShouldContain(",因为 BadNumber,请改 BadNumber,b");
        lines[2].ShouldContain("'=1+1");
        var again = await import.CommitAsync(text);
        (again.CorrectsBatchId, again.RowsSetAside).ShouldBe((batch.Id, 2));
        (await import.Storage.Services.GetRequiredService<Corrections>().WriteAsync(import.Shop.Id, 404, words, stream, cancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task Check_OfAFile_TellsWhatItHoldsAndStoresNothing()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        var batch = await import.ReceiveAsync(Orders);
        var check = await import.Imports.CheckAsync(import.Shop.Id, batch.Id, TestContext.Current.CancellationToken);
        check.State.ShouldBe(ImportBatchState.Checked);
        var report = ImportReport.Of(check)!;
        (report.Summary.RowsRead, report.Summary.Orders, report.Quality.Returns).ShouldBe((5, 2, 1));
        using var snapshot = await import.OpenSnapshotAsync();
        snapshot.RowCount.ShouldBe(0);
    }

    [Fact]
    public async Task Queue_OfABatch_PushesItsProgressToTheEnd()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        var batch = await import.ReceiveAsync(Orders);
        var ended = new TaskCompletionSource<ImportProgress>();
        using var watch = import.Storage.Services.GetRequiredService<ImportProgressHub>().Watch(import.Shop.Id, progress =>
        {
            if (progress.IsOver)
            {
                ended.TrySetResult(progress);
            }
        });
        import.Storage.Services.GetRequiredService<ImportQueue>().Start(batch);
        var last = await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (last.State, last.RowsRead, last.Stored.Inserted).ShouldBe((ImportBatchState.Committed, 5, 3));
    }

    [Theory, StorageEngines]
    public async Task Commit_OfAFileThatTurnsOutDamaged_KeepsNothingAndSaysWhy(string engine)
    {
        await using var import = await ImportHarness.CreateAsync(
            engine, server, services => services.AddSingleton<IImportReader, BreakingReader>());
        var batch = await import.ReceiveAsync(Orders);
        await Should.ThrowAsync<ImportFileException>(
            () => import.Imports.CommitAsync(import.Shop.Id, batch.Id, TestContext.Current.CancellationToken));
        var failed = await import.FindAsync(batch);
        (failed!.State, failed.Error).ShouldBe((ImportBatchState.Failed, "GzipDamaged"));
        using var snapshot = await import.OpenSnapshotAsync();
        (snapshot.RowCount, snapshot.Header.DataVersion).ShouldBe((0, 0));
    }

    [Theory, StorageEngines]
    public async Task Cancel_InTheMiddleOfACommit_LeavesNothingBehind(string engine)
    {
        var reader = new WaitingReader();
        await using var import = await ImportHarness.CreateAsync(engine, server, services => services.AddSingleton<IImportReader>(reader));
        var batch = await import.ReceiveAsync(Orders);
        var queue = import.Storage.Services.GetRequiredService<ImportQueue>();
        queue.Start(batch);
        await reader.Began.WaitAsync(TestContext.Current.CancellationToken);
        queue.Cancel(batch.Id).ShouldBeTrue();
        await queue.StopAsync(TestContext.Current.CancellationToken);
        (await import.FindAsync(batch))!.State.ShouldBe(ImportBatchState.Cancelled);
        (await import.Storage.DumpAsync(import.Shop)).ShouldBeEmpty();
        Directory.GetFiles(import.Storage.Folder, $"{batch.Id}.csv", SearchOption.AllDirectories).ShouldBeEmpty();
        queue.Cancel(batch.Id).ShouldBeFalse();
    }

    [Theory, StorageEngines]
    public async Task Commit_WithTheOwnersWordOnWhatIsNoProduct_ChangesWhatEarlierFilesSaid(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var shop = await storage.AddShopAsync();
        await storage.CommitAsync(shop, Line(isProduct: true));
        (await storage.CommitAsync(shop, Line(isProduct: false))).Counts.Updated.ShouldBe(1);
        (await storage.CommitAsync(shop, Line(isProduct: false))).Counts.Unchanged.ShouldBe(1);
        using var snapshot = await storage.Services.GetRequiredService<SnapshotStore>().OpenAsync(shop.Id, TestContext.Current.CancellationToken);
        snapshot.Items.Flags[0].HasFlag(ItemFlags.Product).ShouldBeFalse();
    }

    private static OrderLineRow Line(bool isProduct) => new()
    {
        RowNumber = 1, OrderKey = "o", LineKey = "l", ProductKey = "GIFT", Quantity = 1, UnitPriceMinor = 1, TotalMinor = 1,
        Currency = "GBP", OrderedUtc = ImportBatches.Start, IsProduct = isProduct,
    };

    /// <summary>Gives a row and a row that is set aside, and then nothing until it is cancelled.</summary>
    private sealed class WaitingReader : IImportReader
    {
        private readonly TaskCompletionSource _began = new();

        public Task Began => _began.Task;

        public async IAsyncEnumerable<ImportedChunk> ReadAsync(
            ImportSource source, ImportPlan plan, ImportShop shop, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var wrong = new SetAsideRow(2, null, "BadDate", null, null, ["x"]);
            yield return new ImportedChunk { Rows = [Line(isProduct: true)], SetAside = [wrong], RowsRead = 2, BytesRead = 1 };
            _began.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    /// <summary>Gives a row and then finds out that the rest cannot be read.</summary>
    private sealed class BreakingReader : IImportReader
    {
        public async IAsyncEnumerable<ImportedChunk> ReadAsync(
            ImportSource source, ImportPlan plan, ImportShop shop, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            var line = new OrderLineRow
            {
                RowNumber = 1, OrderKey = "o", LineKey = "l", ProductKey = "p", Quantity = 1, UnitPriceMinor = 1, TotalMinor = 1,
                Currency = "GBP", OrderedUtc = ImportBatches.Start,
            };
            yield return new ImportedChunk { Rows = [line], SetAside = [], RowsRead = 1, BytesRead = 1 };
            throw new ImportFileException(new ImportProblem("GzipDamaged"));
        }
    }
}
