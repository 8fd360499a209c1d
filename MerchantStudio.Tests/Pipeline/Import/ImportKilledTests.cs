using System.Diagnostics;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>
/// Kills the program (SIGKILL) at random points of an import of its command line. The shop must then be exactly as
/// before or exactly as after, and the next import must find nothing in its way and leave nothing lying about.
/// </summary>
public sealed class ImportKilledTests : IDisposable
{
    private const int Rows = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("killed").FullName;

    [Fact]
    public Task Import_KilledAtAFewPoints_LeavesTheShopAsBeforeOrAsAfter() => KillAsync(points: 4, seed: 11);

    [Fact, Trait("Category", "Slow")]
    public Task Import_KilledAtAHundredPoints_LeavesTheShopAsBeforeOrAsAfter() => KillAsync(points: 100, seed: 12);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task KillAsync(int points, int seed)
    {
        string[] files =
        [
            ImportProcess.WriteOrders(Path.Combine(_folder, "orders.csv"), 3000, Rows), ImportProcess.WriteEvents(Path.Combine(_folder, "events.csv"), 3000, Rows),
        ];
        var before = Path.Combine(_folder, "before");
        await ImportProcess.RunAsync(before, ImportProcess.WriteOrders(Path.Combine(_folder, "o.csv"), 0, 4000));
        await ImportProcess.RunAsync(before, ImportProcess.WriteEvents(Path.Combine(_folder, "e.csv"), 0, 4000));
        var stateBefore = await StateAsync(before);
        var (durations, statesAfter) = (new TimeSpan[2], new string[2]);
        for (var i = 0; i < 2; i++)
        {
            var whole = Copy(before);
            durations[i] = await ImportAsync(whole, files[i], killAfter: null);
            statesAfter[i] = await StateAsync(whole);
        }

        var chance = new Random(seed);
        for (var point = 0; point < points; point++)
        {
            var which = point % 2;
            var data = Copy(before);
            var moment = durations[which] * chance.NextDouble();
            await ImportAsync(data, files[which], moment);
            var state = await StateAsync(data);
            (state == stateBefore || state == statesAfter[which]).ShouldBeTrue($"killed after {moment.TotalMilliseconds:0} ms of {Path.GetFileName(files[which])}");
            await AgainAsync(data, files[which]);
            (await StateAsync(data)).ShouldBe(statesAfter[which], $"again after {moment.TotalMilliseconds:0} ms");
            Directory.GetFiles(Path.Combine(data, "events"), "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
            Directory.GetFiles(Path.Combine(data, "snapshots"), "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
            Directory.Delete(data, recursive: true);
        }
    }

    /// <returns>How long it took from the moment at which the file was being copied in.</returns>
    private static async Task<TimeSpan> ImportAsync(string data, string file, TimeSpan? killAfter)
    {
        using var process = ImportProcess.Start(data, file);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var uploads = Path.Combine(data, "uploads");
        while (!process.HasExited && !Directory.EnumerateFiles(uploads, "*.data", SearchOption.AllDirectories).Any())
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        var began = Stopwatch.GetTimestamp();
        if (killAfter is { } moment)
        {
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Stopwatch.GetElapsedTime(began);
    }

    private string Copy(string folder)
    {
        var copy = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Directory.CreateDirectory(Path.Combine(copy, "uploads"));
        return copy;
    }

    /// <summary>Everything that the shop holds, in words; its snapshot is built from the record.</summary>
    private static async Task<string> StateAsync(string data)
    {
        await using var services = Open(data);
        await using var context = services.Contexts.CreateDbContext();
        var shop = await context.Shops.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        var batches = await context.ImportBatches.AsNoTracking().Where(batch => batch.State == ImportBatchState.Committed)
            .Select(batch => batch.FileName).OrderBy(name => name).ToListAsync(TestContext.Current.CancellationToken);
        using var snapshot = await services.Services.GetRequiredService<SnapshotStore>().OpenAsync(shop.Id, TestContext.Current.CancellationToken);
        var record = string.Join('\n', await services.Storage.DumpAsync(shop));
        return $"{shop.DataVersion} {string.Join(',', batches)} {snapshot.RowCount} {snapshot.Header.Fingerprint} {record.Length} {StableHash.Of(record)}";
    }

    private static async Task AgainAsync(string data, string file)
    {
        await using var services = Open(data);
        await using var context = services.Contexts.CreateDbContext();
        var shop = await context.Shops.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        var imports = services.Services.GetRequiredService<ImportService>();
        var upload = await services.Services.GetRequiredService<UploadFolder>().CopyAsync(shop.Id, file, TestContext.Current.CancellationToken);
        var received = await imports.ReceiveAsync(upload, null, new ImportRequest(), null, TestContext.Current.CancellationToken);
        if (received.SameFileAs is null)
        {
            await imports.CommitAsync(shop.Id, received.Batch!.Id, TestContext.Current.CancellationToken);
        }
    }

    private static OpenData Open(string data) => new(TestStorage.Open("sqlite", "", data, services => services.AddImport().AddImportPipeline()));

    /// <summary>The services on a data folder, which stays when they go.</summary>
    private sealed class OpenData(TestStorage storage) : IAsyncDisposable
    {
        public TestStorage Storage => storage;
        public IServiceProvider Services => storage.Services;
        public IDbContextFactory<Core.Storage.MerchantDbContext> Contexts => storage.Contexts;

        public async ValueTask DisposeAsync()
        {
            await ((ServiceProvider)storage.Services).DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
    }
}
