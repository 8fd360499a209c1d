using MerchantStudio.Access;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

/// <summary>The main job in one sitting, on a real export: account, upload, check, import, training, quality, one customer and the reasons.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserCollection.Name)]
public sealed class OwnerStoryTests(ChromiumFixture chromium)
{
    // A whole file is read and a model is trained, on whatever machine this is.
    private const float Patience = 120_000;

    private static readonly LocatorWaitForOptions s_patience = new() { Timeout = Patience };

    [Fact]
    public async Task Owner_WithARealExport_GetsFromFirstRunToReasonsForARecommendation()
    {
        var file = DataSets.Require("online_retail.csv.gz");
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        await using var story = await BrowserStory.StartAsync(chromium, app);

        try
        {
            await MakeAccountAsync(app, story);
            await UploadAsync(story, file);
            await ImportAsync(story);
            await TrainAsync(story);
            await InspectQualityAsync(story);
            await InspectCustomerAsync(story);
            await LookAroundAsync(story);
            story.ShouldHaveNoComplaints();
        }
        catch
        {
            await story.PictureAsync("story-stopped");
            throw;
        }
    }

    private static async Task MakeAccountAsync(StudioApp app, BrowserStory story)
    {
        var token = await app.Services.GetRequiredService<FirstRunGuard>().CreateTokenAsync(TestContext.Current.CancellationToken);
        await story.Page.GotoAsync("/first-run?token=" + token);
        await story.Page.GetByLabel("E-mail").FillAsync("olive@example.com");
        await story.Page.GetByLabel("New password").FillAsync(StudioApp.Password);
        await story.Page.GetByLabel("Repeat the password").FillAsync(StudioApp.Password);
        await story.Page.GetByLabel("Shop name").FillAsync("Gift Shop");
        await story.Page.GetByLabel("Currency").SelectOptionAsync("GBP");
        await story.Page.GetByLabel("Time zone").SelectOptionAsync("Europe/London");
        await story.Page.GetByRole(AriaRole.Button, new() { Name = "Create account and shop" }).ClickAsync();
        await story.Page.WaitForURLAsync("**/welcome");
        await story.Page.Locator(".ms-shell[data-ms-live]").WaitForAsync();
        await story.PictureAsync("story-welcome");
        await story.ShouldBeAccessibleAsync();
    }

    private static async Task UploadAsync(BrowserStory story, string file)
    {
        await story.Page.GetByRole(AriaRole.Link, new() { Name = "Upload my file" }).ClickAsync();
        await story.Page.WaitForURLAsync("**/import");
        await story.Page.Locator("#drop-title").WaitForAsync();
        await story.PictureAsync("story-empty");
        await DropAsync(story, file);
        await story.Page.GetByRole(AriaRole.Heading, new() { Name = "online_retail.csv.gz" }).WaitForAsync(s_patience);
        // Every column was recognised: nobody has to map anything.
        (await story.Page.GetByRole(AriaRole.Alert).CountAsync()).ShouldBe(0);
        await story.PictureAsync("story-recognised");
    }

    // As a person drops it: the page gets the file from the drag itself and not from its field.
    private static async Task DropAsync(BrowserStory story, string file)
    {
        var content = Convert.ToBase64String(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        await using var data = await story.Page.EvaluateHandleAsync(
            """
            ({ name, content }) => {
                const data = new DataTransfer();
                data.items.add(new File([Uint8Array.from(atob(content), letter => letter.charCodeAt(0))], name));
                return data;
            }
            """,
            new { name = Path.GetFileName(file), content });
        var zone = story.Page.Locator("section:has(#drop-title)");
        // The zone shows that it takes the file as soon as the page is alive.
        while ((await zone.GetAttributeAsync("class"))?.Contains("over", StringComparison.Ordinal) != true)
        {
            await zone.DispatchEventAsync("dragover", new { dataTransfer = data });
            await story.Page.WaitForTimeoutAsync(20);
        }

        await zone.DispatchEventAsync("drop", new { dataTransfer = data });
    }

    private static async Task ImportAsync(BrowserStory story)
    {
        await Button(story, "Check the file").ClickAsync();
        await story.Page.GetByText("25,900 orders, £9,747,747.93 between").WaitForAsync(s_patience);
        await story.PictureAsync("story-checked");
        await story.ShouldBeAccessibleAsync();

        await Button(story, "Import").ClickAsync();
        // The tab is closed in the middle; who comes back finds the import going on, or done.
        await story.Page.Locator("section.ms-progress progress").WaitForAsync(s_patience);
        await story.PictureAsync("story-importing");
        var address = story.Page.Url;
        await story.Page.GotoAsync("about:blank");
        await story.Page.GotoAsync(address);
        await story.Page.GetByText("541,909 rows are in.").WaitForAsync(s_patience);
        (await Card(story, "Orders")).ShouldContain("25,900");
        (await Card(story, "Customers")).ShouldContain("4,372");
        await story.PictureAsync("story-imported");
        await story.ShouldBeAccessibleAsync();
    }

    private static async Task TrainAsync(BrowserStory story)
    {
        await story.GoToAsync("/training/runs?new=1");
        await Choice(story, "Model").SelectOptionAsync("ItemKnn");
        await Choice(story, "Time to choose settings, per model").SelectOptionAsync("10");
        await story.Page.GetByText("for 4,").WaitForAsync();
        await story.PictureAsync("story-estimate");
        await Button(story, "Start").ClickAsync();
        await story.Page.WaitForURLAsync(address => address.Contains("/training/runs/", StringComparison.Ordinal));

        await story.Page.Locator("section.ms-progress progress").WaitForAsync(s_patience);
        await story.PictureAsync("story-running");
        await story.Page.GetByRole(AriaRole.Heading, new() { Name = "Leaderboard" }).WaitForAsync(s_patience);
        await story.PictureAsync("story-trained");
        await story.ShouldBeAccessibleAsync();
    }

    private static async Task InspectQualityAsync(BrowserStory story)
    {
        await story.GoToAsync("/recommendations/quality");
        await story.Page.GetByRole(AriaRole.Heading, new() { Name = "Leaderboard" }).WaitForAsync(s_patience);
        // The baselines stand beside the model that was asked for.
        foreach (var model in new[] { "Similar products", "Popularity", "Buy again" })
        {
            (await story.Page.Locator("table").First.TextContentAsync()).ShouldNotBeNull().ShouldContain(model);
        }
        await story.PictureAsync("story-quality");
        await story.ShouldBeAccessibleAsync();
    }

    private static async Task InspectCustomerAsync(BrowserStory story)
    {
        await story.GoToAsync("/customers?q=17850");
        await story.Page.GetByRole(AriaRole.Link, new() { Name = "17850" }).First.ClickAsync();
        var first = story.Page.Locator(".recs-item").First;
        await first.WaitForAsync(s_patience);
        await first.Locator("summary").ClickAsync();
        await story.PictureAsync("story-customer");

        var figures = await first.Locator(".recs-parts td").AllTextContentsAsync();
        var parts = figures.Select(figure => decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        parts.Length.ShouldBeGreaterThan(1);
        // What is shown is rounded; the parts of an explanation add up to the score.
        parts[..^1].Sum().ShouldBe(parts[^1], 0.005m * parts.Length);
        await story.ShouldBeAccessibleAsync();
    }

    // What has been done so far fills these pages for the first time.
    private static async Task LookAroundAsync(BrowserStory story)
    {
        foreach (var route in new[] { "/overview", "/training/runs", "/training/models", "/settings/audit", "/import/quality" })
        {
            await story.GoToAsync(route);
            await story.Page.Locator("[data-ms-state=filled]").WaitForAsync(s_patience);
            await story.PictureAsync("story" + route.Replace('/', '-'));
            await story.ShouldFitAsync();
            await story.ShouldBeAccessibleAsync();
        }
    }

    private static ILocator Button(BrowserStory story, string name) =>
        story.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Choice(BrowserStory story, string label) =>
        story.Page.Locator("label").Filter(new() { Has = story.Page.GetByText(label, new() { Exact = true }) }).Locator("select");

    private static async Task<string> Card(BrowserStory story, string label) =>
        (await story.Page.Locator(".ms-card, .ms-stat").Filter(new() { Has = story.Page.GetByText(label, new() { Exact = true }) }).Last.TextContentAsync()).ShouldNotBeNull();
}
