using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Storage;

/// <summary>Shops and batches for tests of the import store.</summary>
internal static class ImportBatches
{
    public static readonly DateTime Start = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);

    public static async Task<Shop> AddShopAsync(this TestStorage storage, string currency = "GBP")
    {
        await using var context = storage.Contexts.CreateDbContext();
        var shop = new Shop
        {
            Slug = "s" + Guid.NewGuid().ToString("N"), Name = "Shop", Currency = currency, TimeZoneId = "Europe/London", CreatedUtc = Start,
        };
        context.Add(shop);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return shop;
    }

    public static async Task<ImportBatch> AddBatchAsync(this TestStorage storage, Shop shop, ImportKind kind)
    {
        await using var context = storage.Contexts.CreateDbContext();
        var batch = new ImportBatch
        {
            ShopId = shop.Id, FileName = "f.csv", FileSha256 = "", FileBytes = 0, Kind = kind, Preset = "p", Encoding = "utf-8", Delimiter = ",",
            MappingJson = "{}", CreatedUtc = Start, State = ImportBatchState.Checked,
        };
        context.Add(batch);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return batch;
    }

    /// <summary>Commits rows, numbered as they come, as a batch of their own, in chunks of three.</summary>
    public static async Task<(ImportBatch Batch, ImportCounts Counts)> CommitAsync(this TestStorage storage, Shop shop, params IEnumerable<ImportedRow> rows)
    {
        var all = rows.Select((row, i) => row with { RowNumber = i + 1 }).ToList();
        var batch = await storage.AddBatchAsync(shop, KindOf(all));
        var store = storage.Services.GetRequiredService<IImportStore>();
        var counts = await store.CommitAsync(batch, Chunks(all), null, TestContext.Current.CancellationToken);
        return (batch, counts);
    }

    public static Task<UndoResult> UndoAsync(this TestStorage storage, ImportBatch batch) =>
        storage.Services.GetRequiredService<IImportStore>().UndoAsync(batch.ShopId, batch.Id, TestContext.Current.CancellationToken);

    public static async IAsyncEnumerable<IReadOnlyList<ImportedRow>> Chunks(IEnumerable<ImportedRow> rows, int size = 3)
    {
        foreach (var chunk in rows.Chunk(size))
        {
            await Task.Yield();
            yield return chunk;
        }
    }

    /// <summary>Everything that imports write for a shop, in words; who brought a row is left out, as are ids.</summary>
    public static async Task<List<string>> DumpAsync(this TestStorage storage, Shop shop)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var context = storage.Contexts.CreateDbContext();
        var customers = await context.Customers.AsNoTracking().Where(c => c.ShopId == shop.Id).ToListAsync(cancellationToken);
        var products = await context.Products.AsNoTracking().Where(p => p.ShopId == shop.Id).ToListAsync(cancellationToken);
        var orders = await context.Orders.AsNoTracking().Where(o => o.ShopId == shop.Id).ToListAsync(cancellationToken);
        var lines = await context.OrderLines.AsNoTracking().ToListAsync(cancellationToken);
        var reviews = await context.Reviews.AsNoTracking().Where(r => r.ShopId == shop.Id).ToListAsync(cancellationToken);
        var customerKeys = customers.ToDictionary(c => c.Id, c => c.Key);
        var productKeys = products.ToDictionary(p => p.Id, p => p.Key);
        var orderKeys = orders.ToDictionary(o => o.Id, o => o.Key);
        return
        [
            .. customers.Select(c => (c with { Id = 0, BatchId = 0, ShopId = 0 }).ToString()).Order(StringComparer.Ordinal),
            .. products.Select(p => (p with { Id = 0, BatchId = 0, ShopId = 0 }).ToString()).Order(StringComparer.Ordinal),
            .. orders.Select(o => $"{(o.CustomerId is { } id ? customerKeys[id] : null)} {o with { Id = 0, BatchId = 0, ShopId = 0, CustomerId = null }}")
                .Order(StringComparer.Ordinal),
            .. lines.Where(l => orderKeys.ContainsKey(OrderLine.OrderIdOf(l.Id)))
                .Select(l => $"{orderKeys[OrderLine.OrderIdOf(l.Id)]} {productKeys[l.ProductId]} {l with { Id = 0, BatchId = 0, ProductId = 0 }}")
                .Order(StringComparer.Ordinal),
            .. reviews.Select(r => (r with { Id = 0, BatchId = 0, ShopId = 0 }).ToString()).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The shop's lines in words, sorted.</summary>
    public static async Task<List<string>> LinesAsync(this TestStorage storage, Shop shop)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var context = storage.Contexts.CreateDbContext();
        var orders = await context.Orders.Where(o => o.ShopId == shop.Id).ToDictionaryAsync(o => o.Id, o => o.Key, cancellationToken);
        var products = await context.Products.ToDictionaryAsync(p => p.Id, p => p.Key, cancellationToken);
        var lines = await context.OrderLines.AsNoTracking().ToListAsync(cancellationToken);
        return [.. lines.Where(line => orders.ContainsKey(OrderLine.OrderIdOf(line.Id)))
            .Select(line => $"{orders[OrderLine.OrderIdOf(line.Id)]} {products[line.ProductId]} {line.Quantity} {line.UnitPriceMinor} {line.TotalMinor} {line.IsReturn}")
            .Order(StringComparer.Ordinal)];
    }

    private static ImportKind KindOf(List<ImportedRow> rows) => (rows.Count > 0 ? rows[0] : null) switch
    {
        ProductRow => ImportKind.Catalog,
        CustomerRow => ImportKind.Customers,
        EventRow => ImportKind.Events,
        ReviewRow => ImportKind.Reviews,
        _ => ImportKind.Orders,
    };
}
