using MerchantStudio.State;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace MerchantStudio.Endpoints;

/// <summary>The reader's language and theme. They are cookies of the browser, so nobody needs to be signed in.</summary>
internal static class PreferenceEndpoints
{
    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/preferences/theme", (HttpContext context, [FromForm] string to, [FromForm] string? back) =>
            ThemeChoice.All.Contains(to) ? Keep(context, ThemeChoice.Cookie, to, back) : Results.BadRequest()).AllowAnonymous();
        routes.MapPost("/preferences/language", (HttpContext context, [FromForm] string to, [FromForm] string? back) =>
            Languages.IsKnown(to)
                ? Keep(context, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to)), back)
                : Results.BadRequest()).AllowAnonymous();
    }

    private static IResult Keep(HttpContext context, string cookie, string value, string? back)
    {
        context.Response.Cookies.Append(cookie, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(400),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
        return Results.LocalRedirect(LocalAddress.OrHome(back));
    }
}
