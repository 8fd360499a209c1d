using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.Core.Snapshots;

public static class SnapshotServices
{
    public static IServiceCollection AddSnapshots(this IServiceCollection services)
    {
        services.TryAddSingleton<SnapshotStore>();
        return services;
    }
}
