using MerchantStudio.State;
using Microsoft.AspNetCore.Authorization;

namespace MerchantStudio.Access;

/// <summary>Holds when the person's role in the addressed shop may do what the policy names.</summary>
internal sealed record ShopRoleRequirement(string Policy) : IAuthorizationRequirement;

internal sealed class ShopRoleHandler(IShopAccess access, IServiceProvider services) : AuthorizationHandler<ShopRoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ShopRoleRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            return;
        }
        var (slug, token) = Addressed(context.Resource);
        var seat = (await access.SeatsOfAsync(context.User, token)).Choose(slug);
        if (seat?.May(requirement.Policy) == true)
        {
            context.Succeed(requirement);
        }
    }

    // Over HTTP the request says which shop; within a circuit the address bar does.
    private (string? Slug, CancellationToken Token) Addressed(object? resource) => resource is HttpContext http
        ? ((string?)http.GetRouteValue(StudioAddress.ShopKey) ?? http.Request.Query[StudioAddress.ShopKey], http.RequestAborted)
        : (services.GetRequiredService<StudioState>().Address.Shop, CancellationToken.None);
}
