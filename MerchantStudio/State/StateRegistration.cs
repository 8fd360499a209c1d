using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MerchantStudio.State;

internal static class StateRegistration
{
    public static IServiceCollection AddStudioState(this IServiceCollection services)
    {
        services.AddScoped<StudioState>();
        services.AddScoped<StudioFormat>();
        services.AddSingleton<PrerenderHandoff>();
        services.AddSingleton<PageLoader>();
        services.TryAddSingleton<IShopCalendar, SnapshotCalendar>();
        services.AddSingleton<IRunningWorkSource, ImportWorkSource>();
        services.AddSingleton<PageQuestions>();
        services.AddSingleton<ISearchSource, PageSearch>();
        services.AddSingleton<ISearchSource, CustomerSearch>();
        services.AddSingleton<ISearchSource, ProductSearch>();
        return services;
    }
}
