using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace MerchantStudio.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<IShopAccess, ShopAccess>();
        services.AddScoped<IAuthorizationHandler, ShopRoleHandler>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddAuthorization(ConfigurePolicies);
        return services;
    }

    private static void ConfigurePolicies(AuthorizationOptions options)
    {
        // Deny by default: what names no policy is open to nobody but people who are signed in.
        options.FallbackPolicy = options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        foreach (var policy in Policies.Roles.Keys)
        {
            options.AddPolicy(policy, builder => builder.RequireAuthenticatedUser().AddRequirements(new ShopRoleRequirement(policy)));
        }
    }
}
