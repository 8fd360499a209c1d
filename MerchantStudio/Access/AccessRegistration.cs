using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Identity;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Access;

internal static class AccessRegistration
{
    public const string SignInPath = "/sign-in";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>());
        services.AddSingleton<IShopAccess, ShopAccess>();
        services.AddSingleton<ShopTeam>();
        services.AddSingleton<ShopOffice>();
        services.AddSingleton<CustomerDesk>();
        services.AddSingleton<FirstRunGuard>();
        services.AddHostedService<FirstRunAnnouncement>();
        services.AddScoped<Accounts>();
        services.AddScoped<IAuthorizationHandler, ShopRoleHandler>();
        services.AddScoped<AuthenticationStateProvider, RevalidatingPerson>();
        services.AddAuthorization(ConfigurePolicies);
        services.AddIdentity();
        services.AddDataProtection().SetApplicationName("MerchantStudio");
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>, KeysInDataFolder>();
        return services;
    }

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<IdentityOptions>, IdentityRules>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<StudioUser>()
            .AddEntityFrameworkStores<MerchantDbContext>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<AccountOptions>>((cookie, accounts) => ConfigureCookie(cookie, accounts.Value));
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options, AccountOptions accounts)
    {
        options.Cookie.Name = "ms-person";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromDays(accounts.RememberDays);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "back";
        // A role that does not reach is an answer, not a reason to sign in again.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
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
