using System.Security.Claims;
using MerchantStudio.Core.Storage.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Access;

/// <summary>Ends an open page's rights when the account's password changed or the account is gone.</summary>
internal sealed class RevalidatingPerson(ILoggerFactory loggers, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = OpenScope(cancellationToken);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StudioUser>>();
        var user = await users.GetUserAsync(authenticationState.User);
        return user is not null
            && await users.GetSecurityStampAsync(user) == authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }

    private AsyncServiceScope OpenScope(CancellationToken cancellationToken)
    {
        try
        {
            return scopes.CreateAsyncScope();
        }
        catch (ObjectDisposedException stopped)
        {
            // The program is ending, and the page with it: nothing to report.
            throw new TaskCanceledException(null, stopped, cancellationToken);
        }
    }
}
