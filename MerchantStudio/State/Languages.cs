using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace MerchantStudio.State;

/// <summary>The languages that the words exist in. The reader's choice is a cookie; before it, what the browser asks for.</summary>
public static class Languages
{
    public const string Default = "en";

    /// <summary>Culture name and the language's own name for itself, in menu order.</summary>
    public static IReadOnlyList<(string Culture, string Name)> All { get; } = [("en", "English"), ("zh-CN", "简体中文")];

    public static bool IsKnown(string? culture) => All.Any(language => language.Culture == culture);

    internal static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(Default)
            .AddSupportedCultures([.. All.Select(language => language.Culture)])
            .AddSupportedUICultures([.. All.Select(language => language.Culture)]);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider(),
            new CustomRequestCultureProvider(context => Task.FromResult(FromBrowser(context))),
        ];
    }

    private static ProviderCultureResult? FromBrowser(HttpContext context)
    {
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Nearest(language.Value.ToString()))
            .FirstOrDefault(culture => culture is not null);
        return wanted is null ? null : new ProviderCultureResult(wanted);
    }

    // Every Chinese is nearer to Simplified Chinese than to English: "zh", "zh-Hans-CN" and "zh-TW" all take it.
    private static string? Nearest(string tag) =>
        All.Select(language => language.Culture).FirstOrDefault(culture =>
            new CultureInfo(culture).TwoLetterISOLanguageName.Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase));
}
