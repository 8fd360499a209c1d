using MerchantStudio.Access;
using MerchantStudio.State;
using Radzen;

namespace MerchantStudio.Hosting;

/// <summary>The composition root: one line per stage, each of which registers and validates itself.</summary>
internal static class StudioServices
{
    /// <summary>Everything that the web application and the command line share.</summary>
    public static IServiceCollection AddStudioCore(this IServiceCollection services)
    {
        services.TryAddTimeProvider();
        return services;
    }

    /// <summary>The web application: the shared part, people, pages and their state.</summary>
    public static WebApplicationBuilder AddStudio(this WebApplicationBuilder builder)
    {
        builder.AddStudioSettings();
        builder.Services
            .AddStudioCore()
            .AddHosting()
            .AddAccess()
            .AddStudioState()
            .AddStudioPages();
        return builder;
    }

    private static void TryAddTimeProvider(this IServiceCollection services) =>
        Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddSingleton(services, TimeProvider.System);

    private static void AddStudioPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options => options.HeaderName = "X-CSRF-TOKEN");
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
    }
}
