using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace MerchantStudio.Hosting;

/// <summary>
/// Answers every refusal and failure of a page with words. ASP.NET Core's own middleware for this keeps the refused
/// request's method, and a post whose token is wrong is then refused a second time, without words.
/// </summary>
internal static class ProblemPages
{
    private const string Page = "/error";

    public static void UseProblemPages(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            await next(context);
            if (NeedsWords(context))
            {
                await WriteAsync(context, next);
            }
        });
        // Logs what was thrown and leaves status 500, which the page above then puts into words.
        app.UseExceptionHandler(failed => failed.Run(_ => Task.CompletedTask));
    }

    private static bool NeedsWords(HttpContext context) =>
        context.Response is { HasStarted: false, StatusCode: >= 400 and < 600, ContentLength: null, ContentType: null or "" }
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static async Task WriteAsync(HttpContext context, RequestDelegate next)
    {
        var status = context.Response.StatusCode;
        BecomeARead(context);
        // Components keep state per request; the page needs services that nobody has used yet.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            context.Response.StatusCode = status;
            await next(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static void BecomeARead(HttpContext context)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Path = Page;
        context.Request.Method = HttpMethods.Get;
        context.Request.ContentType = null;
        context.Request.Body = Stream.Null;
        context.Features.Set<IFormFeature>(null);
        context.Features.Set<IAntiforgeryValidationFeature>(null);
    }
}
