using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace MerchantStudio.Hosting;

/// <summary>Answers every refusal and failure with a page in words.</summary>
internal static class ProblemPages
{
    private const string Path = "/error";

    public static void UseProblemPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(Path, createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute(Path, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (IsSecondPass(context))
            {
                ForgetForm(context);
            }
            return next(context);
        });
    }

    private static bool IsSecondPass(HttpContext context) => context.Request.Path == Path
        && (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null);

    // The page is only read. Were it still the refused post, its missing token would be refused again.
    private static void ForgetForm(HttpContext context)
    {
        context.Request.Method = HttpMethods.Get;
        context.Request.ContentType = null;
        context.Request.Body = Stream.Null;
        context.Features.Set<IFormFeature>(null);
        context.Features.Set<IAntiforgeryValidationFeature>(null);
    }
}
