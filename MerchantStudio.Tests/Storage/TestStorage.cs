using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Storage;

/// <summary>A migrated, empty record of one engine in a temporary data folder; everything goes when disposed.</summary>
public sealed class TestStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestStorage(ServiceProvider services, string engine, string connectionString, string folder)
    {
        _services = services;
        (Engine, ConnectionString, Folder) = (engine, connectionString, folder);
    }

    public string Engine { get; }
    public string ConnectionString { get; }
    public string Folder { get; }
    public IServiceProvider Services => _services;
    public IDbContextFactory<MerchantDbContext> Contexts => _services.GetRequiredService<IDbContextFactory<MerchantDbContext>>();

    public static async Task<TestStorage> CreateAsync(
        string engine, PostgreSqlServer server, Action<IServiceCollection>? configure = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var connectionString = engine == "postgresql" ? await server.CreateDatabaseAsync(cancellationToken) : "";
        var storage = Open(engine, connectionString, Directory.CreateTempSubdirectory("merchantstudio-test").FullName, configure);
        await storage.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        return storage;
    }

    /// <summary>A record that is there already; the caller does not dispose it, so that its folder stays.</summary>
    public static TestStorage Open(string engine, string connectionString, string folder, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        var configuration = Configuration(engine, connectionString, folder);
        services.AddSingleton(configuration);
        services.AddStorage(configuration).AddSnapshots();
        configure?.Invoke(services);
        return new TestStorage(services.BuildServiceProvider(), engine, connectionString, folder);
    }

    public static IConfiguration Configuration(string engine, string connectionString, string folder) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MerchantStudio:Storage:Engine"] = engine,
            ["MerchantStudio:Storage:ConnectionString"] = connectionString,
            ["MerchantStudio:DataFolder"] = folder,
        }).Build();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
