namespace MerchantStudio.Hosting;

/// <summary>The headers that tell a browser what our pages may do.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Only our own origin may run, style or connect. <c>style-src-attr</c> alone is open, because Radzen sets sizes and
    /// positions through style attributes; attributes cannot load or run anything. <c>data:</c> pictures are the glyphs
    /// inside Radzen's style sheet.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state => Write((HttpContext)state), context);
        return next(context);
    });

    private static Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
        {
            // A shop's numbers must not stay in a shared machine's cache after signing out.
            headers.CacheControl = "no-store";
        }
        return Task.CompletedTask;
    }
}
