using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Snapshots;

[Trait("Category", "Database")]
public sealed class SnapshotStoreTests(PostgreSqlServer server)
{
    [Fact]
    public async Task Open_WhenTheFileIsMissingCutShortOrDamaged_BuildsItAgain()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", server);
        var shop = await storage.AddShopAsync();
        await storage.CommitAsync(shop, Line("o1"), Line("o2"));
        var fingerprint = await FingerprintAsync(storage, shop);
        var file = Directory.GetFiles(Path.Combine(storage.Folder, "snapshots", $"{shop.Id}")).ShouldHaveSingleItem();
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        byte[]?[] states = [null, [], whole[..(whole.Length / 2)], whole[..^1], Flipped(whole, 68), Flipped(whole, whole.Length - 20), whole];
        foreach (var state in states)
        {
            File.Delete(file);
            if (state is not null)
            {
                await File.WriteAllBytesAsync(file, state, TestContext.Current.CancellationToken);
            }

            (await FingerprintAsync(storage, shop)).ShouldBe(fingerprint);
            (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldBe(whole);
        }
    }

    [Fact]
    public async Task Open_AfterACommit_ShowsItWhileEarlierReadersKeepTheirs()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", server);
        var shop = await storage.AddShopAsync();
        var store = storage.Services.GetRequiredService<SnapshotStore>();
        await storage.CommitAsync(shop, Line("o1"));
        using var before = await store.OpenAsync(shop.Id, TestContext.Current.CancellationToken);
        await storage.CommitAsync(shop, Line("o2"));
        using var after = await store.OpenAsync(shop.Id, TestContext.Current.CancellationToken);
        (before.RowCount, after.RowCount).ShouldBe((1, 2));
        before.Orders.Keys[0].ShouldBe("o1");
        Directory.GetFiles(Path.Combine(storage.Folder, "snapshots", $"{shop.Id}")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Open_ByManyAtOnce_BuildsOnce()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", server);
        var shop = await storage.AddShopAsync();
        await storage.CommitAsync(shop, Line("o1"));
        var store = storage.Services.GetRequiredService<SnapshotStore>();
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => store.OpenAsync(shop.Id, TestContext.Current.CancellationToken)));
        opened.Select(snapshot => snapshot.Header).Distinct().ShouldHaveSingleItem();
        foreach (var snapshot in opened)
        {
            snapshot.Dispose();
        }

        Should.Throw<ObjectDisposedException>(() => opened[0].RowTime.Length);
    }

    [Fact]
    public async Task Open_OfTwoShops_ShowsEachItsOwn()
    {
        await using var storage = await TestStorage.CreateAsync("sqlite", server);
        var (one, two) = (await storage.AddShopAsync(), await storage.AddShopAsync());
        await storage.CommitAsync(one, Line("o1"));
        await storage.CommitAsync(two, Line("o2"), Line("o3"));
        await storage.CommitAsync(one, Line("o4"));
        using var snapshot = await storage.Services.GetRequiredService<SnapshotStore>().OpenAsync(one.Id, TestContext.Current.CancellationToken);
        Enumerable.Range(0, snapshot.Orders.Count).Select(order => snapshot.Orders.Keys[order]).ShouldBe(["o1", "o4"]);
        snapshot.RowCount.ShouldBe(2);
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var damaged = bytes.ToArray();
        damaged[at] ^= 0x40;
        return damaged;
    }

    /// <summary>Opens the snapshot as a process that has just started would.</summary>
    private static async Task<string> FingerprintAsync(TestStorage storage, Shop shop)
    {
        using var store = ActivatorUtilities.CreateInstance<SnapshotStore>(storage.Services);
        using var snapshot = await store.OpenAsync(shop.Id, TestContext.Current.CancellationToken);
        return snapshot.Header.Fingerprint;
    }

    private static OrderLineRow Line(string order) => new()
    {
        RowNumber = 1, OrderKey = order, LineKey = "l", ProductKey = "p", CustomerKey = "c", Quantity = 1, UnitPriceMinor = 5, TotalMinor = 5,
        Currency = "GBP", OrderedUtc = ImportBatches.Start,
    };
}
