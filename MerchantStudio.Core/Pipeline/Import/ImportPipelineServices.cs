using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Demo;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Engines;
using MerchantStudio.Core.Storage.Import;
using MerchantStudio.Core.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Import;

public static class ImportPipelineServices
{
    /// <summary>
    /// Registers uploads and the way of files into the record. Needs import, storage and snapshots. The queue that works
    /// in the background is a hosted service of its own: <see cref="AddImportQueue"/>.
    /// </summary>
    public static IServiceCollection AddImportPipeline(this IServiceCollection services)
    {
        services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>());
        services.TryAddSingleton<UploadFolder>();
        services.TryAddSingleton<ImportProgressHub>();
        services.TryAddSingleton(provider => new ImportBatchStore(
            provider.GetRequiredService<IDbContextFactory<MerchantDbContext>>(),
            provider.GetRequiredService<IStorageEngine>(),
            provider.GetRequiredService<ShopLocks>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<ImportRunner>();
        services.TryAddSingleton(provider => new ImportService(
            provider.GetRequiredService<ImportBatchStore>(),
            provider.GetRequiredService<IImportStore>(),
            provider.GetRequiredService<IImportInspector>(),
            provider.GetRequiredService<UploadFolder>(),
            provider.GetRequiredService<DataFolder>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ImportRunner>()));
        services.TryAddSingleton<ImportLedger>();
        services.TryAddSingleton<SoldItems>();
        services.TryAddSingleton<Corrections>();
        services.TryAddSingleton<DemoImport>();
        return services;
    }

    /// <summary>Registers the background queue, for programs that stay.</summary>
    public static IServiceCollection AddImportQueue(this IServiceCollection services)
    {
        services.TryAddSingleton<ImportQueue>();
        services.TryAddSingleton<ShopRemoval>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportQueue>());
        return services;
    }
}
