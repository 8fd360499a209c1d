using MerchantStudio.Components;
using MerchantStudio.Endpoints;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Hosting;

/// <summary>The order of middleware, which is also the order of trust: headers, language, who, how often, may they.</summary>
internal static class StudioPipeline
{
    public static void UseStudio(this WebApplication app)
    {
        // All settings are looked at before the first is used, so that every bad one is told at once.
        app.Services.GetService<IStartupValidator>()?.Validate();
        var options = app.Services.GetRequiredService<IOptions<HostingOptions>>().Value;
        app.UseTransport(options);
        app.UseSecurityHeaders();
        app.UseProblemPages();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStudio();
    }

    private static void MapStudio(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health").AllowAnonymous();
        app.MapPreferences();
        app.MapSignOut();
        app.MapUploads();
        app.MapTraining();
        app.MapActions();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static void UseTransport(this WebApplication app, HostingOptions options)
    {
        if (options.BehindProxy)
        {
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        }
        if (options.HstsSeconds > 0 && !app.Environment.IsDevelopment())
        {
            app.Use((context, next) =>
            {
                if (context.Request.IsHttps)
                {
                    context.Response.Headers.StrictTransportSecurity = $"max-age={options.HstsSeconds}";
                }
                return next(context);
            });
        }
    }
}
