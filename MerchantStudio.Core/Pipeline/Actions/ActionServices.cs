using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.Core.Pipeline.Actions;

public static class ActionServices
{
    /// <summary>Registers actions and own segments; needs storage, people and snapshots.</summary>
    public static IServiceCollection AddActions(this IServiceCollection services)
    {
        services.TryAddSingleton<ActionStore>();
        services.TryAddSingleton<SegmentStore>();
        services.TryAddSingleton<ContactBook>();
        services.TryAddSingleton<ActionQuery>();
        services.TryAddSingleton<ActionService>();
        services.TryAddSingleton<OwnSegmentService>();
        return services;
    }
}
