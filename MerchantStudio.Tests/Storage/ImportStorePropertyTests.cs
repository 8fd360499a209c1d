using System.Text.RegularExpressions;
using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Tests.Storage;

[Trait("Category", "Database")]
public sealed class ImportStorePropertyTests(PostgreSqlServer server)
{
    private const int Cases = 25;

    [Theory, StorageEngines]
    public async Task Commit_OfTheSameRowsTwice_ChangesNothingTheSecondTime(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var batches = RandomRows.Sample(2 * Cases, 11);
        for (var i = 0; i < batches.Count; i += 2)
        {
            var shop = await storage.AddShopAsync();
            await storage.CommitAsync(shop, batches[i]);
            // Within one file the last word counts, so only a file without second thoughts can be repeated unchanged.
            var rows = OncePerKey(batches[i + 1]);
            await storage.CommitAsync(shop, rows);
            var before = await storage.DumpAsync(shop);
            var (_, counts) = await storage.CommitAsync(shop, rows);
            counts.Unchanged.ShouldBe(rows.Count, $"case {i}");
            counts.Total.ShouldBe(rows.Count);
            (await storage.DumpAsync(shop)).ShouldBe(before);
        }
    }

    [Theory, StorageEngines]
    public async Task Undo_OfTheLatestBatch_GivesWhatWasBefore(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var batches = RandomRows.Sample(3 * Cases, 12);
        for (var i = 0; i < batches.Count; i += 3)
        {
            var shop = await storage.AddShopAsync();
            await storage.CommitAsync(shop, batches[i]);
            await storage.CommitAsync(shop, batches[i + 1]);
            var before = await storage.DumpAsync(shop);
            var (batch, counts) = await storage.CommitAsync(shop, batches[i + 2]);
            counts.Total.ShouldBe(batches[i + 2].Length);
            await storage.UndoAsync(batch);
            (await storage.DumpAsync(shop)).ShouldBe(before, $"case {i}");
        }
    }

    [Theory, StorageEngines]
    public async Task Undo_OfEveryBatchInAnyOrder_LeavesNothing(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var batches = RandomRows.Sample(3 * Cases, 13);
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for (var i = 0; i < batches.Count; i += 3)
        {
            var shop = await storage.AddShopAsync();
            var committed = new List<ImportBatch>();
            foreach (var rows in batches.Skip(i).Take(3))
            {
                committed.Add((await storage.CommitAsync(shop, rows)).Batch);
            }

            foreach (var which in orders[i % orders.Length])
            {
                await storage.UndoAsync(committed[which]);
            }

            (await storage.DumpAsync(shop)).ShouldBeEmpty($"case {i}");
        }
    }

    // Batches in a row find what the last ones met in memory; a raised version makes the other shop look everything up.
    [Theory, StorageEngines]
    public async Task Commit_OfBatchesInARow_DoesWhatItDoesWhenEachLooksEverythingUp(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var batches = RandomRows.Sample(4 * Cases, 15);
        for (var i = 0; i < batches.Count; i += 4)
        {
            var (known, unknown) = (await storage.AddShopAsync(), await storage.AddShopAsync());
            var committed = new List<(ImportBatch Known, ImportBatch Unknown)>();
            foreach (var rows in batches.Skip(i).Take(4))
            {
                var (batch, counts) = await storage.CommitAsync(known, rows);
                await RaiseVersionAsync(storage, unknown);
                var (other, otherCounts) = await storage.CommitAsync(unknown, rows);
                otherCounts.ShouldBe(counts, $"case {i}");
                committed.Add((batch, other));
            }

            (await RecordOfAsync(storage, known)).ShouldBe(await RecordOfAsync(storage, unknown), $"case {i}");
            foreach (var (batch, other) in committed)
            {
                await storage.UndoAsync(batch);
                await storage.UndoAsync(other);
                (await RecordOfAsync(storage, known)).ShouldBe(await RecordOfAsync(storage, unknown), $"case {i}");
            }
        }
    }

    // The same text is encrypted differently every time.
    private static async Task<IEnumerable<string>> RecordOfAsync(TestStorage storage, Shop shop) =>
        (await storage.DumpAsync(shop)).Select(row => Regex.Replace(row, "(Protected[A-Za-z]+ = )[^,]+", "$1*"));

    private static async Task RaiseVersionAsync(TestStorage storage, Shop shop)
    {
        await using var context = storage.Contexts.CreateDbContext();
        await context.Shops.Where(row => row.Id == shop.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DataVersion, row => row.DataVersion + 1), TestContext.Current.CancellationToken);
    }

    [Theory, StorageEngines]
    public async Task Commit_OfLines_KeepsTheLastOfEachKeyAsAPlainTableWould(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        foreach (var rows in RandomRows.Sample(Cases, 14))
        {
            var lines = rows.OfType<OrderLineRow>().ToList();
            var shop = await storage.AddShopAsync();
            await storage.CommitAsync(shop, lines);
            var expected = lines.GroupBy(line => (line.OrderKey, line.LineKey)).Select(group => group.Last())
                .Select(line => $"{line.OrderKey} {line.ProductKey} {line.Quantity} {line.UnitPriceMinor} {line.TotalMinor} {line.IsReturn}");
            (await storage.LinesAsync(shop)).ShouldBe(expected.Order(StringComparer.Ordinal));
        }
    }

    private static List<ImportedRow> OncePerKey(IEnumerable<ImportedRow> rows)
    {
        var distinct = rows.GroupBy(KeyOf).Select(group => group.Last()).ToList();
        // Lines of one order that disagree about their order's totals would be second thoughts too.
        return [.. distinct.Select(row => row is OrderLineRow line ? line with { Totals = null } : row)];
    }

    private static string KeyOf(ImportedRow row) => row switch
    {
        OrderLineRow line => $"{line.OrderKey} {line.LineKey}",
        ProductRow product => product.ProductKey,
        CustomerRow customer => customer.CustomerKey,
        ReviewRow review => review.ReviewKey,
        _ => throw new InvalidOperationException(row.GetType().Name),
    };
}
