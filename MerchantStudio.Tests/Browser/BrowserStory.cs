using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using MerchantStudio.Tests.Support;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

/// <summary>How a story's window looks.</summary>
public sealed record BrowserLook
{
    public static BrowserLook Desktop { get; } = new();
    public static BrowserLook Dark { get; } = new() { Name = "dark", Scheme = ColorScheme.Dark };
    public static BrowserLook Phone { get; } = new() { Name = "phone", Width = 390, Height = 844 };
    public static BrowserLook Chinese { get; } = new() { Name = "zh-CN", Language = "zh-CN" };

    public string Name { get; init; } = "light";
    public int Width { get; init; } = 1360;
    public int Height { get; init; } = 860;
    public ColorScheme Scheme { get; init; } = ColorScheme.Light;
    public string Language { get; init; } = "en-GB";
}

/// <summary>
/// One person in one browser window. Everything that the page complains about (errors, refused scripts and styles) is kept
/// and fails the story at its end.
/// </summary>
public sealed class BrowserStory : IAsyncDisposable
{
    /// <summary>Names a folder in which <see cref="PictureAsync(string)"/> leaves its pictures; without it none are taken.</summary>
    public const string PicturesVariable = "MERCHANTSTUDIO_PICTURES";

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly BrowserLook _look;

    private BrowserStory(IBrowserContext context, IPage page, BrowserLook look)
    {
        (_context, Page, _look) = (context, page, look);
        page.Console += (_, message) => KeepWhen(message.Type == "error", message.Text);
        page.PageError += (_, error) => KeepWhen(true, error);
    }

    public IPage Page { get; }

    public static Task<BrowserStory> StartAsync(ChromiumFixture chromium, StudioApp app, BrowserLook? look = null) =>
        StartAsync(chromium, app.ClientOptions.BaseAddress, look);

    /// <param name="address">Where the program answers.</param>
    public static async Task<BrowserStory> StartAsync(ChromiumFixture chromium, Uri address, BrowserLook? look = null)
    {
        look ??= BrowserLook.Desktop;
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.Scheme,
            Locale = look.Language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new BrowserStory(context, await context.NewPageAsync(), look);
    }

    public async Task SignInAsync(string email)
    {
        await Page.GotoAsync("/sign-in");
        await Page.Locator("#email").FillAsync(email);
        await Page.Locator("#password").FillAsync(StudioApp.Password);
        await Page.Locator("button[type=submit]:not(.ms-pop-list *)").ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Opens a page of the shell and waits until it answers to clicks.</summary>
    public async Task GoToAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.Locator(".ms-shell[data-ms-live]").WaitForAsync();
    }

    /// <summary>Fails when axe finds something serious or critical on what is shown now.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var result = await Page.RunAxe();
        result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Select(node => node.Html).Take(3))}")
            .ShouldBeEmpty($"{Page.Url} in {_look.Name}");
    }

    /// <summary>Fails when the page is wider than the window.</summary>
    public async Task ShouldFitAsync()
    {
        var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        width.ShouldBeLessThanOrEqualTo(_look.Width, Page.Url);
    }

    /// <summary>Leaves a picture of what is in the window for people to look at, when a folder for them is named.</summary>
    public Task PictureAsync(string name) => PictureAsync(name, whole: false);

    /// <summary>The same of the page from top to bottom.</summary>
    public Task WholePictureAsync(string name) => PictureAsync(name, whole: true);

    private async Task PictureAsync(string name, bool whole)
    {
        if (Environment.GetEnvironmentVariable(PicturesVariable) is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{_look.Name}.png"), FullPage = whole });
        }
    }

    /// <summary>Fails when the browser complained about anything so far.</summary>
    public void ShouldHaveNoComplaints() => _complaints.ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void KeepWhen(bool matters, string text)
    {
        if (matters)
        {
            _complaints.Enqueue(text);
        }
    }
}
