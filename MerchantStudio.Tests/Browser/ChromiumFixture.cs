using System.Reflection;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

/// <summary>One Chromium for all browser tests; where the machine has none, they are skipped and say so.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    public const string Variable = "MERCHANTSTUDIO_CHROMIUM";

    private static readonly string[] s_candidates =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "C:/Program Files/Google/Chrome/Application/chrome.exe"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser; skips the running test when there is none.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, $"No Chromium was found; install it or name it in {Variable}.");
            return _browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
        {
            return;
        }
        UseDriverOfThePackage();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : s_candidates.FirstOrDefault(File.Exists);

    private static void UseDriverOfThePackage()
    {
        var folder = typeof(ChromiumFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightDriver").Value!;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", folder);
        // Node is there for the pages' scripts anyway, and the package's own copy is not executable for everybody.
        if (NodeOnPath() is { } node)
        {
            Environment.SetEnvironmentVariable("PLAYWRIGHT_NODEJS_PATH", node);
        }
    }

    private static string? NodeOnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")).FirstOrDefault(File.Exists);
}

/// <summary>Browser tests share one Chromium and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<ChromiumFixture>
{
    public const string Name = "Browser";
}
