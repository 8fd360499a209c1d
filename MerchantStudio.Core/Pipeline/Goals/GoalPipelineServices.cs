using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.Core.Pipeline.Goals;

public static class GoalPipelineServices
{
    /// <summary>Has the goals judged after every import. Needs analytics.</summary>
    public static IServiceCollection AddGoalWatch(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISnapshotFollower, GoalFollower>());
        return services;
    }
}
