using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MerchantStudio.State;

/// <summary>Things that only the browser can do.</summary>
public static class BrowserTools
{
    private const string Module = "./assets/page/tools.js";

    /// <summary>Hands a text to the reader as a CSV file.</summary>
    public static Task DownloadAsync(this IJSRuntime browser, string fileName, string csv) =>
        CallAsync(browser, "download", fileName, "text/csv;charset=utf-8", csv);

    /// <summary>Shows an element on the whole screen, or takes it back.</summary>
    public static Task ToggleFullScreenAsync(this IJSRuntime browser, ElementReference element) =>
        CallAsync(browser, "toggleFullScreen", element);

    /// <summary>Opens the browser's print dialog.</summary>
    public static Task PrintAsync(this IJSRuntime browser) => CallAsync(browser, "print");

    /// <summary>Moves the keyboard to the heading of a page that was just opened, unless the reader is busy in a field.</summary>
    /// <param name="browser">The reader's browser.</param>
    /// <param name="first">Whether it is the first page of the visit.</param>
    public static Task FocusHeadingAsync(this IJSRuntime browser, bool first) => CallAsync(browser, "focusHeading", first);

    private static async Task CallAsync(IJSRuntime browser, string function, params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(browser);
        await using var module = await browser.InvokeAsync<IJSObjectReference>("import", Module);
        await module.InvokeVoidAsync(function, arguments);
    }
}
