using MerchantStudio.Core.Pipeline.Goals;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Hosting;

internal static class HostingRegistration
{
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddOptions<HostingOptions>().BindConfiguration(HostingOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HostingOptions>, HostingOptionsValidator>());
        services.AddHostedService<DatabaseStart>();
        services.AddSingleton<PageWarmer>();
        services.AddSingleton<ISnapshotFollower>(provider => provider.GetRequiredService<PageWarmer>());
        services.AddHostedService(provider => provider.GetRequiredService<PageWarmer>());
        services.AddHealthChecks();
        // The keys lie in the data folder, beside what they protect; that the folder is the thing to guard is said in the docs.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Quartz", LogLevel.Warning));
        services.AddHttpContextAccessor();
        services.AddSignInRateLimit();
        return services;
    }
}
