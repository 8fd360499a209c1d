using System.Diagnostics;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.People;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Benchmarks.Comparisons.Import;

/// <summary>The product's own import on a data folder of its own; every run goes into a new shop.</summary>
internal sealed class ImportBench : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServiceProvider _services;
    private int _shops;

    private ImportBench(string folder, ServiceProvider services) => (_folder, _services) = (folder, services);

    public static async Task<ImportBench> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageOptions.DataFolderKey, Path.Combine(folder, "data"))])
            .Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddStorage(configuration)
            .AddPeople()
            .AddSnapshots()
            .AddImport()
            .AddImportPipeline()
            .AddImportQueue()
            .BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken).ConfigureAwait(false);
        return new ImportBench(folder, services);
    }

    /// <summary>The rows that the import would store, in memory.</summary>
    public async Task<IReadOnlyList<OrderLineRow>> ParseAsync(string path, CancellationToken cancellationToken)
    {
        var source = ImportSource.FromFile(path);
        var shop = new ImportShop
        {
            Currency = "GBP", TimeZoneId = "Europe/London", CustomerKeys = _services.GetRequiredService<ICustomerKeyProtector>(),
        };
        var inspection = await _services.GetRequiredService<IImportInspector>().InspectAsync(source, new ImportRequest(), shop, cancellationToken).ConfigureAwait(false);
        var rows = new List<OrderLineRow>();
        await foreach (var chunk in _services.GetRequiredService<IImportReader>().ReadAsync(source, inspection.Plan!, shop, cancellationToken).ConfigureAwait(false))
        {
            rows.AddRange(chunk.Rows.OfType<OrderLineRow>());
        }

        return rows;
    }

    /// <summary>Reads the file and stores its rows as a batch of a new shop: no copy, no hash, no snapshot.</summary>
    public async Task<IReadOnlyDictionary<string, double>> StoreAsync(string path, CancellationToken cancellationToken)
    {
        var shop = await NewShopAsync(cancellationToken).ConfigureAwait(false);
        var source = ImportSource.FromFile(path);
        var reading = new ImportShop
        {
            Currency = shop.Currency, TimeZoneId = shop.TimeZoneId, CustomerKeys = _services.GetRequiredService<ICustomerKeyProtector>(),
        };
        var inspection = await _services.GetRequiredService<IImportInspector>().InspectAsync(source, new ImportRequest(), reading, cancellationToken).ConfigureAwait(false);
        var plan = inspection.Plan!;
        var batch = await _services.GetRequiredService<ImportBatchStore>().AddAsync(
            new ImportBatch
            {
                ShopId = shop.Id, FileName = Path.GetFileName(path), FileSha256 = "", FileBytes = 0, Kind = plan.Mapping.Kind, Preset = plan.Mapping.Preset,
                Encoding = plan.Encoding, Delimiter = ",", MappingJson = "{}", CreatedUtc = TimeProvider.System.GetUtcNow().UtcDateTime,
            },
            cancellationToken).ConfigureAwait(false);
        var chunks = _services.GetRequiredService<IImportReader>().ReadAsync(source, plan, reading, cancellationToken);
        var counts = await _services.GetRequiredService<IImportStore>().CommitAsync(batch, RowsOf(chunks), null, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, double> { ["rows"] = counts.Inserted };
    }

    /// <summary>
    /// Takes files the whole way into a new shop, as the page does: copied in, hashed, recognised, and then read, stored and
    /// shown in the snapshot by the queue.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, double>> ImportAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var shop = await NewShopAsync(cancellationToken).ConfigureAwait(false);
        var imports = _services.GetRequiredService<ImportService>();
        var queue = _services.GetRequiredService<ImportQueue>();
        var ended = new TaskCompletionSource();
        var (left, rows) = (paths.Count, 0L);
        using var watch = _services.GetRequiredService<ImportProgressHub>().Watch(shop.Id, progress =>
        {
            if (progress.IsOver)
            {
                _ = Interlocked.Add(ref rows, progress.State == ImportBatchState.Committed ? progress.Stored.Inserted : long.MinValue);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    ended.SetResult();
                }
            }
        });
        var bytes = 0L;
        var started = Stopwatch.GetTimestamp();
        foreach (var path in paths)
        {
            var upload = await _services.GetRequiredService<UploadFolder>().CopyAsync(shop.Id, path, cancellationToken).ConfigureAwait(false);
            var received = await imports.ReceiveAsync(upload, null, new ImportRequest(), null, cancellationToken).ConfigureAwait(false);
            queue.Start(received.Batch!);
            bytes += upload.Length;
        }

        await ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var snapshot = await _services.GetRequiredService<SnapshotStore>().OpenAsync(shop.Id, cancellationToken).ConfigureAwait(false);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        // Rows of cancelled orders have no place in the snapshot; none at all would mean that an import had failed.
        return snapshot.RowCount > 0 && rows > 0
            ? new Dictionary<string, double> { ["rows"] = rows, ["rowsPerSecond"] = rows / seconds, ["megabytesPerSecond"] = bytes / 1e6 / seconds }
            : throw new InvalidOperationException($"The snapshot shows {snapshot.RowCount} rows of {rows}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<ImportQueue>().StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async IAsyncEnumerable<IReadOnlyList<ImportedRow>> RowsOf(IAsyncEnumerable<ImportedChunk> chunks)
    {
        await foreach (var chunk in chunks.ConfigureAwait(false))
        {
            yield return chunk.Rows;
        }
    }

    private Task<Shop> NewShopAsync(CancellationToken cancellationToken)
    {
        var details = new ShopDetails { Name = $"shop-{++_shops}", Currency = "GBP", TimeZoneId = "Europe/London" };
        return _services.GetRequiredService<ShopStore>().CreateAsync(details, details.Name, cancellationToken);
    }
}
