using MerchantStudio.Access;
using MerchantStudio.Components.Layout;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserCollection.Name)]
public sealed class ShellStoryTests(ChromiumFixture chromium)
{
    public static TheoryData<string> Looks => ["light", "dark", "phone", "zh-CN"];

    [Fact]
    public async Task Owner_OnTheFirstDay_MakesTheAccountInvitesSomebodyAndSignsOut()
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var token = await app.Services.GetRequiredService<FirstRunGuard>().CreateTokenAsync(TestContext.Current.CancellationToken);
        await using var story = await BrowserStory.StartAsync(chromium, app);
        var page = story.Page;

        await page.GotoAsync("/");
        await page.WaitForURLAsync("**/first-run");
        await page.GotoAsync("/first-run?token=" + token);
        await story.PictureAsync("first-run");
        await page.GetByLabel("E-mail").FillAsync("olive@example.com");
        await page.GetByLabel("New password").FillAsync(StudioApp.Password);
        await page.GetByLabel("Repeat the password").FillAsync(StudioApp.Password);
        await page.GetByLabel("Shop name").FillAsync("Corner Shop");
        await page.GetByLabel("Currency").SelectOptionAsync("GBP");
        await page.GetByLabel("Time zone").SelectOptionAsync("Europe/London");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account and shop" }).ClickAsync();
        await page.WaitForURLAsync("**/welcome");
        await page.Locator(".ms-shell[data-ms-live]").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Load the demo shop" }).ClickAsync();
        await page.GetByText("Loading the demo shop").WaitForAsync();
        await story.PictureAsync("welcome-loading");
        await page.WaitForURLAsync("**/overview", new() { Timeout = 120_000 });
        await page.GetByRole(AriaRole.Heading, new() { Name = "Revenue", Exact = true }).First.WaitForAsync();
        await story.PictureAsync("welcome-loaded");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main menu" }).GetByRole(AriaRole.Link, new() { Name = "People", Exact = true }).ClickAsync();
        await page.GetByPlaceholder("Who it is for").FillAsync("Mia");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a one-time link" }).ClickAsync();
        var link = await page.Locator(".ms-secret").TextContentAsync();
        link.ShouldNotBeNull().ShouldContain("/accept-invitation?token=");

        await page.GetByLabel("Account", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
        await page.GotoAsync(link);
        (await page.ContentAsync()).ShouldContain("Corner Shop");
        story.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Reader_WithTheKeyboard_FindsAPageBySearchingForIt()
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var email = await app.CreatePersonAsync("olive", (await app.CreateShopAsync(), ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app);
        await story.SignInAsync(email);
        await story.GoToAsync("/settings/shop?period=30d");

        await story.Page.Keyboard.PressAsync("/");
        await story.Page.Keyboard.TypeAsync("audit");
        await story.Page.Locator("[role=option][aria-selected=true] a[href*='/settings/audit']").WaitForAsync();
        await story.PictureAsync("search");

        await story.Page.Keyboard.PressAsync("Enter");
        await story.Page.WaitForURLAsync("**/settings/audit?period=30d");
        await story.Page.Locator("h1:focus").WaitForAsync();
        story.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Reader_WhoTypesBeforeTheHeadingIsFocused_TypesOn()
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var email = await app.CreatePersonAsync("olive", (await app.CreateShopAsync(), ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app);
        await story.SignInAsync(email);
        // What the server asks of the browser arrives late: after the reader has begun.
        await story.Page.RouteAsync("**/assets/page/tools.js", async route =>
        {
            await story.Page.Locator("[data-ms-search]:focus").WaitForAsync();
            await route.ContinueAsync();
        });
        var asked = story.Page.WaitForResponseAsync("**/assets/page/tools.js");
        await story.GoToAsync("/settings/shop");
        await story.Page.Keyboard.PressAsync("/");
        await asked;
        await story.Page.Keyboard.TypeAsync("audit", new() { Delay = 50 });

        (await story.Page.Locator("[data-ms-search]").InputValueAsync()).ShouldBe("audit");
        story.ShouldHaveNoComplaints();
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task Page_OfTheShell_FitsIsAccessibleAndBreaksNoPolicy(string look)
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        var email = await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant), (await app.CreateShopAsync("Second Shop", "CNY", "Asia/Shanghai"), ShopRole.Manager));
        await using var story = await BrowserStory.StartAsync(chromium, app, Look(look));
        await story.Page.GotoAsync("/sign-in");
        await story.ShouldBeAccessibleAsync();
        await story.PictureAsync("sign-in");
        await story.SignInAsync(email);

        foreach (var route in PageCatalog.All.Select(page => page.Route).Append("/welcome"))
        {
            await story.GoToAsync($"{route}?shop={shop.Slug}");
            await story.PictureAsync(route.Trim('/').Replace('/', '-'));
            await story.ShouldFitAsync();
            // Colours are what differs between the themes; width and language change nothing that axe looks at.
            if (look is "light" or "dark")
            {
                await story.ShouldBeAccessibleAsync();
            }
        }
        story.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Theme_ChosenByTheReader_IsThereWithTheFirstByteOfTheNextPage()
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var email = await app.CreatePersonAsync("olive", (await app.CreateShopAsync(), ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app);
        await story.SignInAsync(email);
        await story.GoToAsync("/settings/audit");

        await story.Page.GetByLabel("Language and theme").ClickAsync();
        await story.PictureAsync("preferences");
        await story.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await story.Page.Locator("html[data-theme=dark]").WaitForAsync();

        var html = await (await story.Page.GotoAsync("/settings/audit"))!.TextAsync();
        html.ShouldContain("data-theme=\"dark\"");
        html.ShouldNotContain("material-base.css");
    }

    private static BrowserLook Look(string name) => name switch
    {
        "dark" => BrowserLook.Dark,
        "phone" => BrowserLook.Phone,
        "zh-CN" => BrowserLook.Chinese,
        _ => BrowserLook.Desktop,
    };
}
