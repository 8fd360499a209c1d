using System.Globalization;
using System.Text;
using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserCollection.Name)]
public sealed class ActionStoryTests(ChromiumFixture chromium)
{
    private const int Customers = 240;

    // Machines that run tests can be busy.
    private static readonly LocatorAssertionsToContainTextOptions s_patience = new() { Timeout = 60_000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Marketer_WithPeopleLikelyToLeave_ActsAndSeesWhatItBroughtWhenLaterOrdersCome()
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        await ImportAsync(app, shop, Enumerable.Range(0, Customers), new DateTime(2011, 5, 1));
        await ScoredCustomers.KeepAsync(app, shop, [.. Enumerable.Range(0, Customers).Select(i => (Key(i), 0.4 + (i % 50 / 100.0), 80.0))]);
        var email = await app.CreatePersonAsync("mia", (shop, ShopRole.Marketer));
        await using var story = await BrowserStory.StartAsync(chromium, app);
        await story.SignInAsync(email);

        await story.GoToAsync("/customers/at-risk?chance=30");
        await story.ShouldBeAccessibleAsync();
        await story.Page.GetByRole(AriaRole.Button, new() { Name = "Make an action" }).ClickAsync();
        await story.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Spring letter");
        await story.Page.GetByLabel("Share held out (%)").FillAsync("50");
        await story.ShouldBeAccessibleAsync();
        await story.Page.Locator("form .ms-actions button[type=submit]").ClickAsync();
        await story.Page.WaitForURLAsync("**/actions/*");
        await Assertions.Expect(story.Page.Locator(".action-verdict")).ToContainTextAsync("Not sent yet.", s_patience);

        var treated = await ExportAsync(story.Page);
        var members = (await app.Services.GetRequiredService<ActionQuery>().FindAsync(shop.Id, 1, Token)).ShouldNotBeNull().Members;
        treated.ShouldBe(members.Where(member => !member.IsHoldout).Select(member => member.CustomerKey));
        members.Count.ShouldBe(Customers);

        await story.Page.GetByLabel("Sent on").FillAsync("2011-06-01");
        await story.Page.GetByRole(AriaRole.Button, new() { Name = "Mark as sent" }).ClickAsync();
        await Assertions.Expect(story.Page.Locator(".action-verdict")).ToContainTextAsync("Too early to tell.", s_patience);

        // Of the treated four in five come back, of those left alone one in ten; and the days go by.
        var held = members.Where(member => member.IsHoldout).Select(member => member.CustomerKey).ToList();
        await ImportAsync(app, shop, treated.Where((_, i) => i % 5 != 0).Concat(held.Where((_, i) => i % 10 == 0)).Select(Number), new DateTime(2011, 6, 5));
        await ImportAsync(app, shop, [Customers + 1], new DateTime(2011, 8, 1));
        await story.GoToAsync("/actions/1");
        await Assertions.Expect(story.Page.Locator(".action-verdict")).ToContainTextAsync("It worked.", s_patience);
        await story.PictureAsync("action");
        await story.ShouldBeAccessibleAsync();
        await story.ShouldFitAsync();

        await story.GoToAsync("/actions");
        await Assertions.Expect(story.Page.Locator(".ms-table tbody")).ToContainTextAsync("Spring letter", s_patience);
        await story.ShouldBeAccessibleAsync();
        story.ShouldHaveNoComplaints();
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("phone")]
    [InlineData("zh-CN")]
    public async Task Pages_OfListsOfCustomers_FitAndReadInEveryLook(string look)
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        await ImportAsync(app, shop, Enumerable.Range(0, 60), new DateTime(2011, 5, 1));
        await ScoredCustomers.KeepAsync(app, shop, [.. Enumerable.Range(0, 60).Select(i => (Key(i), i / 60.0, 80.0))]);
        await app.Services.GetRequiredService<ScoringFailureStore>().ReportAsync(
            new ScoringFailure { ShopId = shop.Id, Kind = ScoreKinds.LifetimeValue, FailedUtc = new DateTime(2011, 5, 11, 6, 30, 0, DateTimeKind.Utc), Reason = "DiskFull" }, Token);
        await using var story = await BrowserStory.StartAsync(chromium, app, look switch { "dark" => BrowserLook.Dark, "phone" => BrowserLook.Phone, _ => BrowserLook.Chinese });
        await story.SignInAsync(await app.CreatePersonAsync("mia", (shop, ShopRole.Marketer)));

        foreach (var (name, address) in new[]
        {
            ("at-risk", "/customers/at-risk"), ("customers-list", "/customers"), ("segments", "/customers/segments"), ("segment-editor", "/customers/own-segments/new"), ("actions", "/actions"),
            ("failed-value", "/customers/lifetime-value"), ("failed-customer", "/customer?id=" + Key(7)), ("cohort", "/conversion/retention?cohort=2011-05-01&who=StayedAway"), ("audience", "/recommendations/preview"),
        })
        {
            await story.GoToAsync(address);
            await story.PictureAsync(name);
            await story.ShouldFitAsync();
            await story.ShouldBeAccessibleAsync();
        }

        story.ShouldHaveNoComplaints();
    }

    private static string Key(int customer) => (10_000 + customer).ToString(CultureInfo.InvariantCulture);

    private static int Number(string key) => int.Parse(key, CultureInfo.InvariantCulture) - 10_000;

    private static async Task<List<string>> ExportAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export the treated (CSV)" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!, Token);
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[0])];
    }

    // The file of a shop's till, taken in the way that a person would.
    private static async Task ImportAsync(StudioApp app, Shop shop, IEnumerable<int> customers, DateTime day)
    {
        var csv = new StringBuilder("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
        foreach (var customer in customers)
        {
            csv.AppendLine(CultureInfo.InvariantCulture, $"{day:MMdd}{customer:0000},TEA1,Tea,2,{day.AddMinutes(customer):yyyy-MM-dd HH:mm:ss},4.50,{Key(customer)},United Kingdom");
        }

        var path = Path.Combine(app.DataFolder, $"orders-{day:yyyyMMdd}.csv");
        await File.WriteAllTextAsync(path, csv.ToString(), Token);
        var upload = await app.Services.GetRequiredService<UploadFolder>().CopyAsync(shop.Id, path, Token);
        var imports = app.Services.GetRequiredService<ImportService>();
        var received = await imports.ReceiveAsync(upload, null, new ImportRequest { Kind = ImportKind.Orders }, "test", Token);
        (await imports.CommitAsync(shop.Id, received.Batch.ShouldNotBeNull(received.Inspection.Problem?.ToString()).Id, Token)).State.ShouldBe(ImportBatchState.Committed);
    }
}
