using MerchantStudio.Access;

namespace MerchantStudio.Endpoints;

internal static class SignOutEndpoint
{
    // The form parameter makes the framework check the antiforgery token.
    public static void MapSignOut(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-out", async (IFormCollection _, Accounts accounts) =>
        {
            await accounts.SignOutAsync();
            return Results.LocalRedirect(AccessRegistration.SignInPath);
        });
}
