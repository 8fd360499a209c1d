using System.Text.RegularExpressions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Import;

namespace MerchantStudio.Tests.Storage;

[Trait("Category", "Database")]
public sealed partial class ImportUndoTests(PostgreSqlServer server)
{
    private const int Cases = 40;
    private const int Batches = 4;

    [Theory, StorageEngines]
    public async Task Undo_OfAnyBatches_GivesWhatTheOthersAloneWouldHave(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var batches = RandomRows.Sample(Batches * Cases, 21);
        for (var i = 0; i < Cases; i++)
        {
            // Sometimes a later file repeats an earlier one, as overlapping exports do.
            var files = Enumerable.Range(i * Batches, Batches).Select(which => Untitled(batches[which % batches.Count])).ToList();
            files[3] = i % 2 == 0 ? files[i % 3] : files[3];
            var undone = i % 3 == 0 ? new[] { i % Batches, (i + 1 + (i % 2)) % Batches } : [i % Batches];
            var shop = await storage.AddShopAsync();
            var committed = new List<ImportBatch>();
            foreach (var rows in files)
            {
                committed.Add((await storage.CommitAsync(shop, rows)).Batch);
            }

            foreach (var which in undone)
            {
                await storage.UndoAsync(committed[which]);
            }

            var other = await storage.AddShopAsync();
            foreach (var rows in files.Where((_, which) => !undone.Contains(which)))
            {
                await storage.CommitAsync(other, rows);
            }

            (await DumpAsync(storage, shop)).ShouldBe(await DumpAsync(storage, other), $"case {i}, undone {string.Join(' ', undone)}");
        }
    }

    [Theory, StorageEngines]
    public async Task Undo_OfAFileThatALaterOneRepeats_KeepsEveryRow(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var shop = await storage.AddShopAsync();
        var lines = RandomRows.Sample(20, 22).SelectMany(rows => rows).OfType<OrderLineRow>().DistinctBy(line => (line.OrderKey, line.LineKey))
            .Select(line => line with { Totals = null }).ToList();
        var (first, _) = await storage.CommitAsync(shop, lines);
        var (_, again) = await storage.CommitAsync(shop, lines);
        again.Unchanged.ShouldBe(lines.Count);
        var before = await storage.LinesAsync(shop);

        var undone = await storage.UndoAsync(first);

        (await storage.LinesAsync(shop)).ShouldBe(before);
        undone.Removed.ShouldBe(0);
        undone.Kept.ShouldBeGreaterThanOrEqualTo(lines.Count);
    }

    [Fact]
    public void Claims_WrittenAndReadBack_AreTheSame()
    {
        var random = new Random(5);
        var pairs = Enumerable.Range(0, 5000).Select(_ => (Row: random.NextInt64(-1000, 1L << 60), Bits: random.Next(1 << 14))).ToList();
        pairs.Add((long.MaxValue, int.MaxValue));
        pairs.Add((0, 0));

        ClaimCodec.Decode(ClaimCodec.Encode(pairs)).ShouldBe(pairs);
    }

    // Names of products in order lines are the one thing that undoing does not know any more.
    private static ImportedRow[] Untitled(ImportedRow[] rows) => [.. rows.Select(row => row is OrderLineRow line ? line with { ProductTitle = null } : row)];

    private static async Task<List<string>> DumpAsync(TestStorage storage, Shop shop) =>
        [.. (await storage.DumpAsync(shop)).Select(line => ProductTitle().Replace(line, "Title = ,")).Order(StringComparer.Ordinal)];

    [GeneratedRegex("Title = (one|two),")]
    private static partial Regex ProductTitle();
}
