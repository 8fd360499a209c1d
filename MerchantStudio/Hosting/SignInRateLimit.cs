using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Hosting;

/// <summary>Slows down guessing: the forms that take a secret accept so many posts per minute from one address.</summary>
internal static class SignInRateLimit
{
    private static readonly string[] s_secretForms = ["/sign-in", "/first-run", "/accept-invitation", "/account", "/new-password"];

    public static void AddSignInRateLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(options => options.RejectionStatusCode = StatusCodes.Status429TooManyRequests);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<HostingOptions>>((limiter, hosting) =>
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, hosting.Value)));
    }

    private static RateLimitPartition<string> Partition(HttpContext context, HostingOptions options)
    {
        var guarded = HttpMethods.IsPost(context.Request.Method)
            && s_secretForms.Any(form => context.Request.Path.StartsWithSegments(form, StringComparison.OrdinalIgnoreCase));
        return guarded
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = options.SignInAttemptsPerMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("unguarded");
    }
}
