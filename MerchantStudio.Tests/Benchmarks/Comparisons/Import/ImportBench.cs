using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage;
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

    /// <summary>Takes the file the whole way: copied in, hashed, recognised, read, stored, snapshot built.</summary>
    public async Task<IReadOnlyDictionary<string, double>> ImportAsync(string path, CancellationToken cancellationToken)
    {
        var details = new ShopDetails { Name = $"shop-{++_shops}", Currency = "GBP", TimeZoneId = "Europe/London" };
        var shop = await _services.GetRequiredService<ShopStore>().CreateAsync(details, details.Name, cancellationToken).ConfigureAwait(false);
        var upload = await _services.GetRequiredService<UploadFolder>().CopyAsync(shop.Id, path, cancellationToken).ConfigureAwait(false);
        var imports = _services.GetRequiredService<ImportService>();
        var received = await imports.ReceiveAsync(upload, null, new ImportRequest(), null, cancellationToken).ConfigureAwait(false);
        var batch = await imports.CommitAsync(shop.Id, received.Batch!.Id, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, double> { ["rows"] = batch.RowsInserted };
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync().ConfigureAwait(false);
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
