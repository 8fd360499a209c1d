using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.Import;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Storage;

[Trait("Category", "Database")]
public sealed class ImportEventsTests(PostgreSqlServer server)
{
    [Theory, StorageEngines]
    public async Task Commit_OfEvents_ShowsEveryColumnInTheSnapshot(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var shop = await storage.AddShopAsync();
        await storage.CommitAsync(
            shop,
            Event("e1") with { VisitorKey = "v", SessionKey = "s", ProductKey = "p", Device = "phone" },
            Event("e2", 1) with { VisitorKey = "v", CustomerKey = "c", Name = "add_to_cart", ProductKey = "p", PriceMinor = 250, Quantity = 2 },
            Event("e3", 2) with { CustomerKey = "c", Name = "spun_the_wheel", Value = "7" },
            Event("e4", 3) with { VisitorKey = "w" });
        using var snapshot = await OpenAsync(storage, shop);
        Enumerable.Range(0, snapshot.RowCount).Select(row => Show(snapshot, row)).ShouldBe(
        [
            "c view_item p 0 s0 phone -", "c add_to_cart p 500 s0 - -", "c spun_the_wheel - 0 s0 - 7", "visitor:w view_item - 0 s1 - -",
        ]);
        snapshot.Header.AnonymousCount.ShouldBe(1);
    }

    [Theory, StorageEngines]
    public async Task Commit_OfKnownEvents_TakesOnlyTheNewOnes(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var shop = await storage.AddShopAsync();
        await storage.CommitAsync(shop, Event("e1"), Event("e2"), Event("e1"));
        var (second, counts) = await storage.CommitAsync(shop, Event("e2"), Event("e3"));
        counts.ShouldBe(new ImportCounts(1, 0, 1));
        (await RowsAsync(storage, shop)).ShouldBe(3);
        (await storage.UndoAsync(second)).Removed.ShouldBe(1);
        (await RowsAsync(storage, shop)).ShouldBe(2);
        (await storage.CommitAsync(shop, Event("e3"))).Counts.Inserted.ShouldBe(1);
    }

    [Fact]
    public async Task Commit_OfMoreThanOneGroup_KeepsEveryRow()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", server);
        var shop = await storage.AddShopAsync();
        const int Count = 150_000;
        await storage.CommitAsync(shop, Enumerable.Range(0, Count).Select(i =>
            Event($"e{i}", i) with { RowNumber = i + 1, CustomerKey = $"c{i % 1000}", Attributes = i == 70_000 ? new Dictionary<string, string> { ["a"] = "b" } : null }));
        using var snapshot = await OpenAsync(storage, shop);
        snapshot.RowCount.ShouldBe(Count);
        var time = snapshot.RowTime.ToArray();
        time.Sum().ShouldBe(Enumerable.Range(0, Count).Sum(i => new DateTimeOffset(ImportBatches.Start.AddMinutes(i)).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task Commit_OfEventsWithColumnsOfTheirOwn_ShowsTheFirstOfThemWithABoundedNumberOfTexts()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", server);
        var shop = await storage.AddShopAsync();
        await storage.CommitAsync(shop, Enumerable.Range(0, 1_500).Select(i => Event($"e{i}", i) with
        {
            RowNumber = i + 1, VisitorKey = "v", Attributes = new Dictionary<string, string> { ["plan"] = i % 2 == 0 ? "gold" : "silver", ["page"] = $"page {i}" },
        }));
        await storage.CommitAsync(shop, Event("late", 2_000) with
        {
            VisitorKey = "w", Attributes = Enumerable.Range(0, 12).ToDictionary(i => i == 0 ? "Plan" : $"column {i:00}", i => i == 0 ? "bronze" : "x"),
        });

        using var snapshot = await OpenAsync(storage, shop);

        snapshot.OwnNames.ShouldBe(["plan", "page", .. Enumerable.Range(1, 6).Select(i => $"column {i:00}")]);
        Own(snapshot, "plan").Take(3).ShouldBe(["gold", "silver", "gold"]);
        Own(snapshot, "plan")[1_500].ShouldBe("bronze");
        Own(snapshot, "column 01").Distinct().ShouldBe([null, "x"]);
        var pages = Own(snapshot, "page");
        pages[999].ShouldBe("page 999");
        pages[1_000..1_500].ShouldAllBe(page => page == "other");
    }

    [Theory, StorageEngines]
    public async Task Commit_IntoTwoShopsAtOnce_KeepsBothAndTwoIntoOneShopQueue(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var shops = new[] { await storage.AddShopAsync(), await storage.AddShopAsync() };
        var work = Enumerable.Range(0, 6).Select(i => storage.CommitAsync(shops[i % 2], Lines(i / 2)));
        var results = await Task.WhenAll(work);
        results.ShouldAllBe(result => result.Counts == new ImportCounts(60, 0, 0));
        (await RowsAsync(storage, shops[0])).ShouldBe(180);
        (await RowsAsync(storage, shops[1])).ShouldBe(180);
    }

    private static IEnumerable<ImportedRow> Lines(int batch) => Enumerable.Range(0, 60).Select(i => (ImportedRow)new OrderLineRow
    {
        RowNumber = i + 1, OrderKey = $"o{batch}-{i / 3}", LineKey = $"l{i}", ProductKey = $"p{i % 7}", CustomerKey = $"c{i % 5}", Quantity = 1,
        UnitPriceMinor = 1, TotalMinor = 1, Currency = "GBP", OrderedUtc = ImportBatches.Start,
    });

    private static EventRow Event(string key, int minutes = 0) => new()
    {
        RowNumber = minutes + 1, EventKey = key, Name = "view_item", OccurredUtc = ImportBatches.Start.AddMinutes(minutes),
    };

    private static Task<Snapshot> OpenAsync(TestStorage storage, Shop shop) =>
        storage.Services.GetRequiredService<SnapshotStore>().OpenAsync(shop.Id, TestContext.Current.CancellationToken);

    private static async Task<int> RowsAsync(TestStorage storage, Shop shop)
    {
        using var snapshot = await OpenAsync(storage, shop);
        return snapshot.RowCount;
    }

    private static List<string?> Own(Snapshot snapshot, string name) => [.. Enumerable.Range(0, snapshot.RowCount)
        .Select(row => snapshot.RowOwn[(row * snapshot.OwnNames.Count) + snapshot.OwnNumber(name)] is >= 0 and var code ? snapshot.OwnTexts(snapshot.OwnNumber(name))[code] : null)];

    private static string Show(Snapshot s, int row) => string.Join(
        ' ',
        s.RowCustomer[row] < 0 ? "-" : s.Customers.Keys[s.RowCustomer[row]],
        s.NameOf(s.RowKind[row]),
        s.RowItem[row] < 0 ? "-" : s.Items.Keys[s.RowItem[row]],
        s.RowAmount[row],
        "s" + s.RowSession[row],
        s.Attribute(RowAttribute.Device)?[row] ?? "-",
        s.Attribute(RowAttribute.Value)?[row] ?? "-");
}
