using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Engines;
using MerchantStudio.Core.Storage.Events;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Storage;

public static class StorageServices
{
    /// <summary>
    /// Registers the record: <see cref="IDbContextFactory{TContext}"/> of <see cref="MerchantDbContext"/> for the chosen
    /// engine, the data folder, the key protector and the migrator. The engine is chosen when first asked for.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .Configure(options => options.DataFolder = configuration[StorageOptions.DataFolderKey] ?? options.DataFolder)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton<DataFolder>();
        services.TryAddSingleton<ICustomerKeyProtector, CustomerKeyProtector>();
        services.TryAddSingleton(provider => Engine(provider.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.TryAddSingleton(CreateContextFactory);
        // Identity's stores want a context of the request.
        services.TryAddScoped(provider => provider.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContext());
        services.TryAddSingleton<DatabaseMigrator>();
        services.TryAddSingleton<ShopRecords>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.TryAddSingleton<PersonalData>();
        services.TryAddSingleton<EventSegments>();
        services.TryAddSingleton(provider => new ShopLocks(provider.GetRequiredService<IStorageEngine>().WritesOneAtATime));
        services.TryAddSingleton<IImportStore, ImportStore>();
        return services;
    }

    private static IStorageEngine Engine(StorageOptions options) => StorageEngineCatalog.Find(options.Engine)
        ?? throw new InvalidOperationException($"There is no storage engine '{options.Engine}'.");

    private static IDbContextFactory<MerchantDbContext> CreateContextFactory(IServiceProvider provider)
    {
        var engine = provider.GetRequiredService<IStorageEngine>();
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        var connectionString = engine.BuildConnectionString(options, provider.GetRequiredService<DataFolder>());
        return engine.CreateContextFactory(connectionString, provider.GetRequiredService<ILoggerFactory>());
    }
}
