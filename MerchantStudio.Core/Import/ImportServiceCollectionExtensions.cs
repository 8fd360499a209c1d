using MerchantStudio.Core.Import.Reading;
using MerchantStudio.Core.Import.Recognition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Import;

public static class ImportServiceCollectionExtensions
{
    /// <summary>Registers recognising and reading files. Needs a <see cref="TimeProvider"/>, which it adds when there is none.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImportOptions>, ImportOptionsValidator>());
        _ = services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Section).ValidateOnStart();
        services.TryAddSingleton<IImportInspector, ImportInspector>();
        services.TryAddSingleton<IImportReader, ImportReader>();
        return services;
    }
}
