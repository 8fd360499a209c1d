using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>Several imports at a time.</summary>
[Trait("Category", "Database")]
public sealed class ImportTogetherTests(PostgreSqlServer server)
{
    private const string Orders = "order_id,order_date,customer_id,product_id,quantity,unit_price\n1,2025-01-01,c1,p1,1,2.50\n";
    private const string Events = "event_time,event_type,user_id,product_id\n2025-01-01T10:00:00Z,view_item,u1,p1\n";

    /// <summary>SQLite writes one transaction at a time, so there it is the files of events that run side by side.</summary>
    [Theory, StorageEngines]
    public async Task Queue_OfTwoFilesOfAShopAndOneOfAnother_RunsTheShopsSideBySideAndTheFilesInTurn(string engine)
    {
        var reader = new GatedReader();
        await using var import = await ImportHarness.CreateAsync(engine, server, services => services.AddSingleton<IImportReader>(reader));
        var other = await import.Storage.AddShopAsync();
        var file = engine == "sqlite" ? Events : Orders;
        var (first, second) = (await import.ReceiveAsync(file), await import.ReceiveAsync(file));
        var upload = await import.Uploads.CreateAsync(other.Id, "o.csv", file.Length, TestContext.Current.CancellationToken);
        await import.Uploads.AppendAsync(upload!, 0, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)), TestContext.Current.CancellationToken);
        var (_, complete) = await import.Uploads.CompleteAsync(upload!, null, TestContext.Current.CancellationToken);
        var elsewhere = (await import.Imports.ReceiveAsync(complete, null, new ImportRequest(), null, TestContext.Current.CancellationToken)).Batch!;

        var queue = import.Storage.Services.GetRequiredService<ImportQueue>();
        queue.Start(first);
        await reader.BeganAsync(1);
        queue.Start(second);
        queue.Start(elsewhere);
        await reader.BeganAsync(3);
        var hub = import.Storage.Services.GetRequiredService<ImportProgressHub>();
        while (hub.Latest(elsewhere.Id) is not { IsWaiting: false })
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        hub.Latest(first.Id)!.IsWaiting.ShouldBeFalse("the other shop's import does not take its turn away");
        hub.Latest(second.Id)!.IsWaiting.ShouldBeTrue("the first of its shop is not in");
        reader.Open();
        await Ended(import, first);
        await Ended(import, second);
        (await import.FindAsync(first))!.State.ShouldBe(ImportBatchState.Committed);
        (await import.FindAsync(second))!.RowsUnchanged.ShouldBe(1);
        await queue.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Queue_OfOrdersIntoTwoShopsOfOneWriter_ReadsTheSecondAheadAndShowsItAsWaitingUntilTheFirstIsIn()
    {
        var reader = new GatedReader();
        await using var import = await ImportHarness.CreateAsync("sqlite", server, services => services.AddSingleton<IImportReader>(reader));
        var other = await import.BesideAsync();
        var (first, second) = (await import.ReceiveAsync(Orders), await other.ReceiveAsync(Orders));
        var told = new ConcurrentQueue<(ImportProgress Progress, ImportBatchState First)>();
        using var watching = import.Storage.Services.GetRequiredService<ImportProgressHub>()
            .Watch(other.Shop.Id, progress => told.Enqueue((progress, StateOf(import, first))));
        var queue = import.Storage.Services.GetRequiredService<ImportQueue>();
        queue.Start(first);
        await reader.BeganAsync(1);
        queue.Start(second);
        await reader.BeganAsync(2);
        StateOf(import, first).ShouldBe(ImportBatchState.Committing, "the second is read while the first writes");
        reader.Open();
        await Ended(import, first);
        await Ended(other, second);

        told.First().Progress.IsWaiting.ShouldBeTrue();
        var began = told.SkipWhile(entry => entry.Progress.IsWaiting).ToList();
        began.ShouldAllBe(entry => !entry.Progress.IsWaiting);
        began.ShouldAllBe(entry => entry.First == ImportBatchState.Committed, "the second was shown as going on before it could write");
        (await other.FindAsync(second))!.RowsInserted.ShouldBe(1);
        await queue.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task IsLast_OfImportsInARow_IsTheOneThatNobodyFollows()
    {
        var turns = new SnapshotTurns(TimeProvider.System);
        using (turns.Begin(1))
        {
            (await turns.IsLastAsync(1, TestContext.Current.CancellationToken)).ShouldBeTrue("it is alone");
        }

        using var second = turns.Begin(1);
        using (turns.Begin(1))
        {
            (await turns.IsLastAsync(1, TestContext.Current.CancellationToken)).ShouldBeFalse("the second is under way");
        }

        var waiting = turns.IsLastAsync(1, TestContext.Current.CancellationToken);
        using var third = turns.Begin(1);
        (await waiting).ShouldBeFalse("the third has begun meanwhile");
        second.Dispose();
        (await turns.IsLastAsync(1, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    private static ImportBatchState StateOf(ImportHarness import, ImportBatch batch)
    {
        using var context = import.Storage.Contexts.CreateDbContext();
        return context.ImportBatches.Single(b => b.Id == batch.Id).State;
    }

    private static async Task Ended(ImportHarness import, ImportBatch batch)
    {
        while ((await import.FindAsync(batch))!.State is not (ImportBatchState.Committed or ImportBatchState.Failed or ImportBatchState.Cancelled))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Counts readings, and gives their row when the gate is open.</summary>
    private sealed class GatedReader : IImportReader
    {
        private readonly TaskCompletionSource _open = new();
        private readonly ConcurrentQueue<int> _readings = new();

        public void Open() => _open.SetResult();

        public async Task BeganAsync(int readings)
        {
            while (_readings.Count < readings)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }

        public async IAsyncEnumerable<ImportedChunk> ReadAsync(
            ImportSource source, ImportPlan plan, ImportShop shop, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            _readings.Enqueue(1);
            await _open.Task.WaitAsync(cancellationToken);
            ImportedRow row = plan.Mapping.Kind == ImportKind.Events
                ? new EventRow { RowNumber = 1, EventKey = "e", Name = "view_item", OccurredUtc = ImportBatches.Start, CustomerKey = "c" }
                : new OrderLineRow
                {
                    RowNumber = 1, OrderKey = "o", LineKey = "l", ProductKey = "p", Quantity = 1, UnitPriceMinor = 1, TotalMinor = 1,
                    Currency = "GBP", OrderedUtc = ImportBatches.Start,
                };
            yield return new ImportedChunk { Rows = [row], SetAside = [], RowsRead = 1, BytesRead = 1 };
        }
    }
}
