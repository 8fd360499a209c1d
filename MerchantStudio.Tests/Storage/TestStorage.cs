using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Storage;

/// <summary>A migrated, empty record of one engine in a temporary data folder; everything goes when disposed.</summary>
public sealed class TestStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private TestStorage(ServiceProvider services, string folder)
    {
        _services = services;
        _folder = folder;
    }

    public IServiceProvider Services => _services;
    public string Folder => _folder;
    public IDbContextFactory<MerchantDbContext> Contexts => _services.GetRequiredService<IDbContextFactory<MerchantDbContext>>();

    public static async Task<TestStorage> CreateAsync(
        string engine, PostgreSqlServer server, Action<IServiceCollection>? configure = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var connectionString = engine == "postgresql" ? await server.CreateDatabaseAsync(cancellationToken) : "";
        var folder = Directory.CreateTempSubdirectory("merchantstudio-test").FullName;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        var configuration = Configuration(engine, connectionString, folder);
        services.AddSingleton(configuration);
        services.AddStorage(configuration);
        configure?.Invoke(services);
        var storage = new TestStorage(services.BuildServiceProvider(), folder);
        await storage.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        return storage;
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
        Directory.Delete(_folder, recursive: true);
    }
}
