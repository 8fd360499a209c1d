using MerchantStudio.Commands;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Pipeline.Goals;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantStudio.Tests.Pipeline.Import;

[Trait("Category", "Database")]
public sealed class FolderWatchTests(PostgreSqlServer server) : IDisposable
{
    private const string Orders = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,P,Tea,1,2011-03-01 10:00,2.50,7,UK\n2,Q,Cup,1,2011-03-01 11:00,bad,7,UK\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("watched").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Watch_OfAFolder_TakesEachContentOnceAndLogsEveryFile()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        await PutAsync("monday.csv", Orders);
        await PutAsync("picture.csv", "\u0089PNG....");
        await PutAsync("half.csv.part", "not yet");
        await PutAsync(".hidden.csv", Orders);
        Directory.CreateDirectory(Path.Combine(_folder, "old"));
        File.CreateSymbolicLink(Path.Combine(_folder, "link.csv"), "/etc/passwd");

        var first = await WatchAsync(import);

        first.Files.Select(file => (file.Name, file.Outcome)).ShouldBe([("monday.csv", "imported"), ("picture.csv", "refused")], ignoreOrder: true);
        var taken = first.Files.Single(file => file.Name == "monday.csv");
        (taken.Read, taken.Inserted, taken.Quarantined).ShouldBe((2, 1, 1));
        (await import.Storage.LinesAsync(import.Shop)).Count.ShouldBe(1);
        Directory.GetFiles(Path.Combine(import.Storage.Folder, "uploads"), "*", SearchOption.AllDirectories).ShouldBeEmpty();

        // The same bytes under another name, and what was refused, are not tried again.
        await PutAsync("tuesday.csv", Orders);
        var second = await WatchAsync(import);
        second.Files.Select(file => (file.Name, file.Outcome)).ShouldBe([("monday.csv", "known"), ("picture.csv", "refused"), ("tuesday.csv", "known")], ignoreOrder: true);
        second.Imported.ShouldBe(0);

        await PutAsync("picture.csv", Orders.Replace("1,P", "3,R", StringComparison.Ordinal));
        (await WatchAsync(import)).Imported.ShouldBe(1);
        (await File.ReadAllLinesAsync(first.Log, TestContext.Current.CancellationToken)).Length.ShouldBe(2 + 3 + 3);
    }

    [Fact]
    public async Task Watch_OfLinesWithoutTheirOrders_WaitsForThem()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server, currency: "CNY");
        var csv = Path.Combine(AppContext.BaseDirectory, "TestData", "Csv");
        File.Copy(Path.Combine(csv, "taobao-items.csv"), Path.Combine(_folder, "items.csv"));

        var alone = await WatchAsync(import);
        (alone.Imported, alone.Waiting).ShouldBe((0, 1));
        File.Copy(Path.Combine(csv, "taobao-orders.csv"), Path.Combine(_folder, "orders.csv"));

        var both = await WatchAsync(import);
        both.Files.Select(file => (file.Name, file.Outcome)).ShouldBe([("items.csv", "imported"), ("orders.csv", "joined")], ignoreOrder: true);
    }

    [Fact]
    public async Task Watch_UntilItIsCancelled_EndsWithoutAnError()
    {
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        await PutAsync("a.csv", Orders);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watch = Create(import);
        var running = watch.RunAsync(import.Shop.Id, _folder, once: false, TimeSpan.FromMilliseconds(20), stop.Token);
        await Should.ThrowAsync<InvalidOperationException>(
            () => Create(import).RunAsync(import.Shop.Id, _folder, once: true, TimeSpan.FromMilliseconds(20), stop.Token));
        while ((await import.Storage.LinesAsync(import.Shop)).Count == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        (await running).Files.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Watch_OfManyFilesAtOnce_BuildsTheSnapshotOnceAndTriesAgainWhatItCouldNotOpen()
    {
        var follower = new Follower();
        await using var import = await ImportHarness.CreateAsync("sqlite", server, services => services.AddSingleton<ISnapshotFollower>(follower));
        for (var file = 0; file < 4; file++)
        {
            await PutAsync($"part{file}.csv", Orders.Replace("1,P", $"{file}9,P", StringComparison.Ordinal));
        }

        await PutAsync("broken.csv", "\u0089PNG....");
        await PutAsync("locked.csv", Orders.Replace("1,P", "77,P", StringComparison.Ordinal));
        FolderWatchResult first;
        await using (new FileStream(Path.Combine(_folder, "locked.csv"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            first = await WatchAsync(import);
        }

        (first.Imported, first.Refused, first.Waiting, follower.Calls).ShouldBe((4, 1, 1, 1));
        using (var snapshot = await import.OpenSnapshotAsync())
        {
            snapshot.Orders.Count.ShouldBe(4);
        }

        (await WatchAsync(import)).Imported.ShouldBe(1);
        follower.Calls.ShouldBe(2);
        (await WatchAsync(import)).Imported.ShouldBe(0);
        follower.Calls.ShouldBe(2);
    }

    private sealed class Follower : ISnapshotFollower
    {
        public int Calls { get; private set; }

        public Task FollowAsync(int shopId, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.CompletedTask;
        }
    }

    private static FolderWatch Create(ImportHarness import) => new(
        new FileIntake(import.Uploads, import.Imports), import.Uploads, import.Imports,
        import.Storage.Services.GetRequiredService<Core.Storage.DataFolder>(), TimeProvider.System, NullLogger<FolderWatch>.Instance);

    private Task<FolderWatchResult> WatchAsync(ImportHarness import) =>
        Create(import).RunAsync(import.Shop.Id, _folder, once: true, TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);

    private Task PutAsync(string name, string text) => File.WriteAllBytesAsync(
        Path.Combine(_folder, name), [.. text.Select(letter => (byte)letter)], TestContext.Current.CancellationToken);
}
