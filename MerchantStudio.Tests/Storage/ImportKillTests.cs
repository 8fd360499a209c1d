using System.Diagnostics;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Storage;

/// <summary>
/// Kills a process in the middle of a commit. The child is this program, told to run one test that nobody else runs; it
/// writes a file when the commit begins.
/// </summary>
[Trait("Category", "Database")]
public sealed class ImportKillTests(PostgreSqlServer server)
{
    private const int Rows = 40_000;
    private const string FolderVariable = "MERCHANTSTUDIO_KILL_FOLDER";
    private const string EngineVariable = "MERCHANTSTUDIO_KILL_ENGINE";
    private const string ConnectionVariable = "MERCHANTSTUDIO_KILL_CONNECTION";
    private const string BatchVariable = "MERCHANTSTUDIO_KILL_BATCH";

    /// <summary>Milliseconds after the beginning of the commit.</summary>
    private static readonly int[] s_moments = [10, 120, 500];

    [Theory, StorageEngines]
    public async Task Commit_OfLinesKilledAtAnyMoment_LeavesAllOrNothing(string engine) => await KillAsync(engine, ImportKind.Orders);

    [Fact]
    public async Task Commit_OfEventsKilledAtAnyMoment_LeavesAllOrNothing() => await KillAsync("sqlite", ImportKind.Events);

    /// <summary>The child's part.</summary>
    [Fact(Explicit = true)]
    public async Task Child()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, "Only run by the tests of this class, in a process of its own.");
        var storage = TestStorage.Open(
            Environment.GetEnvironmentVariable(EngineVariable)!, Environment.GetEnvironmentVariable(ConnectionVariable)!, folder!);
        var id = long.Parse(Environment.GetEnvironmentVariable(BatchVariable)!, System.Globalization.CultureInfo.InvariantCulture);
        await using var context = storage.Contexts.CreateDbContext();
        var batch = await context.ImportBatches.AsNoTracking().SingleAsync(b => b.Id == id, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder!, "began"), "", TestContext.Current.CancellationToken);
        await CommitAsync(storage, batch);
    }

    private async Task KillAsync(string engine, ImportKind kind)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        foreach (var moment in s_moments)
        {
            var shop = await storage.AddShopAsync();
            var batch = await storage.AddBatchAsync(shop, kind);
            await RunChildAsync(storage, batch, moment);
            var isCommitted = await IsCommittedAsync(storage, batch);
            (await CountAsync(storage, shop)).ShouldBe(isCommitted ? Rows : 0, $"killed after {moment} ms");
            // Whatever the first attempt left behind must not stand in the way of the next.
            var again = await storage.AddBatchAsync(shop, kind);
            var counts = await CommitAsync(storage, again);
            counts.ShouldBe(isCommitted ? new ImportCounts(0, 0, Rows) : new ImportCounts(Rows, 0, 0));
            (await CountAsync(storage, shop)).ShouldBe(Rows);
        }
    }

    private static async Task RunChildAsync(TestStorage storage, ImportBatch batch, int moment)
    {
        var began = Path.Combine(storage.Folder, "began");
        File.Delete(began);
        var program = Path.Combine(AppContext.BaseDirectory, "MerchantStudio.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["-method", $"{typeof(ImportKillTests).FullName}.{nameof(Child)}", "-explicit", "only", "-noColor"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [FolderVariable] = storage.Folder,
                [EngineVariable] = storage.Engine,
                [ConnectionVariable] = storage.ConnectionString,
                [BatchVariable] = batch.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };
        using var child = Process.Start(start)!;
        while (!File.Exists(began) && !child.HasExited)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        File.Exists(began).ShouldBeTrue("the child ended before it began");
        await Task.Delay(moment, TestContext.Current.CancellationToken);
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static Task<ImportCounts> CommitAsync(TestStorage storage, ImportBatch batch)
    {
        IEnumerable<ImportedRow> rows = batch.Kind == ImportKind.Events ? Enumerable.Range(1, Rows).Select(Event) : Enumerable.Range(1, Rows).Select(Line);
        return storage.Services.GetRequiredService<IImportStore>()
            .CommitAsync(batch, ImportBatches.Chunks(rows, 1000), null, TestContext.Current.CancellationToken);
    }

    private static async Task<bool> IsCommittedAsync(TestStorage storage, ImportBatch batch)
    {
        await using var context = storage.Contexts.CreateDbContext();
        var found = await context.ImportBatches.AsNoTracking().SingleAsync(b => b.Id == batch.Id, TestContext.Current.CancellationToken);
        return found.State == ImportBatchState.Committed;
    }

    private static async Task<int> CountAsync(TestStorage storage, Shop shop)
    {
        using var snapshot = await storage.Services.GetRequiredService<SnapshotStore>().OpenAsync(shop.Id, TestContext.Current.CancellationToken);
        return snapshot.RowCount;
    }

    private static OrderLineRow Line(int row) => new()
    {
        RowNumber = row, OrderKey = $"o{row / 9}", LineKey = $"l{row}", ProductKey = $"p{row % 500}", CustomerKey = $"c{row / 9 % 700}", Quantity = 1,
        UnitPriceMinor = row, TotalMinor = row, Currency = "GBP", OrderedUtc = ImportBatches.Start,
    };

    private static EventRow Event(int row) => new()
    {
        RowNumber = row, EventKey = $"e{row}", Name = "view_item", OccurredUtc = ImportBatches.Start.AddSeconds(row), CustomerKey = $"c{row % 700}",
        ProductKey = $"p{row % 500}", SessionKey = $"s{row / 5}",
    };
}
