using System.Security.Cryptography;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>The whole way of a file into a shop, on a storage of its own.</summary>
internal sealed class ImportHarness : IAsyncDisposable
{
    private ImportHarness(TestStorage storage, Shop shop) => (Storage, Shop) = (storage, shop);

    public TestStorage Storage { get; }
    public Shop Shop { get; }
    public ImportService Imports => Storage.Services.GetRequiredService<ImportService>();
    public UploadFolder Uploads => Storage.Services.GetRequiredService<UploadFolder>();

    public static async Task<ImportHarness> CreateAsync(string engine, PostgreSqlServer server, Action<IServiceCollection>? configure = null, string currency = "GBP")
    {
        var storage = await TestStorage.CreateAsync(engine, server, services =>
        {
            services.AddImport().AddSnapshots().AddImportPipeline().AddImportQueue();
            configure?.Invoke(services);
        });
        return new ImportHarness(storage, await storage.AddShopAsync(currency));
    }

    /// <summary>Another shop of the same storage, which goes with this one.</summary>
    public async Task<ImportHarness> BesideAsync() => new(Storage, await Storage.AddShopAsync(Shop.Currency));

    public async Task<Upload> UploadAsync(string fileName, byte[] bytes)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var upload = (await Uploads.CreateAsync(Shop.Id, fileName, bytes.Length, cancellationToken))!;
        (await Uploads.AppendAsync(upload, 0, new MemoryStream(bytes), cancellationToken)).ShouldBe(UploadProblem.None);
        var (problem, complete) = await Uploads.CompleteAsync(upload, Convert.ToHexString(SHA256.HashData(bytes)), cancellationToken);
        problem.ShouldBe(UploadProblem.None);
        return complete;
    }

    public async Task<ImportBatch> ReceiveAsync(string csv)
    {
        var upload = await UploadAsync("orders.csv", Encoding.UTF8.GetBytes(csv));
        var received = await Imports.ReceiveAsync(upload, null, new ImportRequest(), "someone", TestContext.Current.CancellationToken);
        return received.Batch.ShouldNotBeNull(received.Inspection.Problem?.ToString());
    }

    public async Task<ImportBatch> CommitAsync(string csv)
    {
        var batch = await ReceiveAsync(csv);
        return await Imports.CommitAsync(Shop.Id, batch.Id, TestContext.Current.CancellationToken);
    }

    public Task<Snapshot> OpenSnapshotAsync() =>
        Storage.Services.GetRequiredService<SnapshotStore>().OpenAsync(Shop.Id, TestContext.Current.CancellationToken);

    public Task<ImportBatch?> FindAsync(ImportBatch batch) =>
        Storage.Services.GetRequiredService<ImportBatchStore>().FindAsync(Shop.Id, batch.Id, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Storage.DisposeAsync();
}
