using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Predictors.PurchaseIntent;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserCollection.Name)]
public sealed class IntentStoryTests(ChromiumFixture chromium)
{
    // Machines that run tests can be busy.
    private static readonly LocatorAssertionsToHaveCountOptions s_patience = new() { Timeout = 60_000 };

    public static TheoryData<string> Looks => ["light", "dark", "phone", "zh-CN"];

    [Theory, MemberData(nameof(Looks))]
    public async Task Page_OfAShopWithSessions_LetsTheManagerMoveTheThreshold(string look)
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        FillWithSessions(app, shop, 3_000);
        await app.Services.GetRequiredService<IntentScorings>().ScoreAsync(shop.Id, TestContext.Current.CancellationToken);
        var email = await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app, Look(look));
        await story.SignInAsync(email);

        await story.GoToAsync("/conversion/intent?threshold=50");
        await Assertions.Expect(story.Page.Locator(".chart-canvas svg.apexcharts-svg")).ToHaveCountAsync(12, s_patience);
        await story.PictureAsync("intent");
        foreach (var (place, name) in new[] { ("table >> nth=0", "intent-test"), ("table >> nth=1", "intent-today"), (".chart-canvas >> nth=11", "intent-shapes") })
        {
            await story.Page.Locator(place).ScrollIntoViewIfNeededAsync();
            await story.PictureAsync(name);
        }
        await story.ShouldFitAsync();
        await story.ShouldBeAccessibleAsync();
        await story.Page.Locator("input[type=range]").PressAsync("ArrowLeft");
        await Assertions.Expect(story.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("threshold=49"));
        story.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Reader_WhoseChartsComeLateOrNever_MeetsNoError()
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        FillWithSessions(app, shop, 300);
        var email = await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app);
        await story.SignInAsync(email);
        var (asked, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        await story.Page.RouteAsync("**/assets/chunks/apexcharts*", async route =>
        {
            asked.TrySetResult();
            await left.Task;
            await route.ContinueAsync();
        });
        await story.GoToAsync("/overview?shop=" + shop.Slug);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await story.Page.GetByRole(AriaRole.Link, new() { Name = "People", Exact = true }).ClickAsync();
        var field = story.Page.GetByPlaceholder("Who it is for");
        await field.WaitForAsync();
        left.SetResult();
        await story.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await field.FillAsync("Mia");
        await story.Page.GetByRole(AriaRole.Button, new() { Name = "Make a one-time link" }).ClickAsync();

        await story.Page.Locator(".ms-secret").WaitForAsync();
        story.ShouldHaveNoComplaints();

        await story.Page.UnrouteAllAsync();
        await story.Page.RouteAsync("**/assets/chunks/apexcharts*", route => route.AbortAsync());
        await story.GoToAsync("/overview?shop=" + shop.Slug);
        await story.Page.GetByText("The browser could not draw this chart.").First.WaitForAsync();
        await story.WholePictureAsync("charts-as-tables");
        (await story.Page.Locator("figure.chart table").CountAsync()).ShouldBeGreaterThan(0);
    }

    private static void FillWithSessions(StudioApp app, Shop shop, int sessions)
    {
        var builder = new SnapshotBuilder(new SnapshotShop(shop.Id, shop.Currency, shop.TimeZoneId, shop.SessionGapMinutes, shop.DataVersion));
        foreach (var row in IntentShop.Rows(sessions, seed: 2))
        {
            builder.Add(row);
        }
        // The shop's record stays empty: this snapshot says that it is of the record's version.
        var folder = Directory.CreateDirectory(Path.Combine(app.DataFolder, "snapshots", $"{shop.Id}")).FullName;
        builder.Write(Path.Combine(folder, $"{shop.DataVersion}.snapshot"));
    }

    private static BrowserLook Look(string name) => name switch
    {
        "dark" => BrowserLook.Dark,
        "phone" => BrowserLook.Phone,
        "zh-CN" => BrowserLook.Chinese,
        _ => BrowserLook.Desktop,
    };
}
