using MerchantStudio.Core.Serving.Outlook;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.Core.Serving;

public static class ServingServices
{
    /// <summary>Registers the versions of models and what answers with them.</summary>
    public static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.TryAddSingleton<ModelRegistry>();
        services.TryAddSingleton<ServedModels>();
        services.TryAddSingleton<ServingGraphs>();
        services.TryAddSingleton<ScoreStore>();
        services.TryAddSingleton<CustomerOutlookQuery>();
        services.TryAddSingleton(provider => new RecommendationService(
            provider.GetRequiredService<SnapshotStore>(),
            provider.GetRequiredService<ModelRegistry>(),
            provider.GetRequiredService<ServedModels>()));
        return services;
    }
}
