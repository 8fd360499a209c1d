namespace MerchantStudio.State;

/// <summary>Light or dark as a cookie, so that the server writes the right style sheet into the first byte: no flash.</summary>
public static class ThemeChoice
{
    public const string Cookie = "ms-theme";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>Follows the operating system; the browser picks by media query.</summary>
    public const string System = "system";

    public static IReadOnlyList<string> All { get; } = [System, Light, Dark];

    public static string Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is { } value && All.Contains(value) ? value : System;
}
