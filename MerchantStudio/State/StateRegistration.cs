using MerchantStudio.Components.Layout;

namespace MerchantStudio.State;

internal static class StateRegistration
{
    public static IServiceCollection AddStudioState(this IServiceCollection services)
    {
        services.AddScoped<StudioState>();
        services.AddScoped<StudioFormat>();
        services.AddSingleton<PrerenderHandoff>();
        services.AddSingleton<PageLoader>();
        services.AddSingleton<ISearchSource, PageSearch>();
        return services;
    }
}
