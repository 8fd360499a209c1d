using MerchantStudio.Access;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Core.Pipeline.Goals;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Core.Storage;
using MerchantStudio.Jobs;
using MerchantStudio.State;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace MerchantStudio.Hosting;

/// <summary>The composition root: one line per stage, each of which registers and validates itself.</summary>
internal static class StudioServices
{
    /// <summary>Everything that the web application and the command line share.</summary>
    public static IServiceCollection AddStudioCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddStorage(configuration)
            .AddPeople()
            .AddSnapshots()
            .AddOnnx(configuration)
            .AddImport()
            .AddImportPipeline()
            .AddAnalytics(configuration)
            .AddGoalWatch()
            .AddServing()
            .AddCustomerScoring(configuration)
            .AddActions()
            .AddTrainingRuns();
    }

    /// <summary>The web application: the shared part, people, pages and their state.</summary>
    public static WebApplicationBuilder AddStudio(this WebApplicationBuilder builder, string[] args)
    {
        builder.AddStudioSettings(args);
        builder.Services
            .AddStudioCore(builder.Configuration)
            .AddHosting()
            .AddAccess()
            .AddStudioState()
            .AddImportQueue()
            .AddJobs(builder.Configuration)
            .AddStudioPages();
        builder.Services.AddWarmUp();
        return builder;
    }

    private static void AddStudioPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<FileIntake>();
        services.AddAntiforgery(options => options.HeaderName = "X-CSRF-TOKEN");
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
    }
}
