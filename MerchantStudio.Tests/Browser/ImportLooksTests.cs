using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Support;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

/// <summary>Every state of an import in every look: it fits, axe has nothing to say, and a picture of each can be had.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserCollection.Name)]
public sealed class ImportLooksTests(ChromiumFixture chromium)
{
    private static readonly LocatorWaitForOptions s_patience = new() { Timeout = 60_000 };

    [Theory, Trait("Category", "Slow")]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("phone")]
    [InlineData("zh-CN")]
    public async Task Pages_OfAnImport_FitAndReadInEveryLook(string name)
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        var email = await app.CreatePersonAsync("mia", (shop, ShopRole.Merchant));
        var look = new[] { BrowserLook.Desktop, BrowserLook.Dark, BrowserLook.Phone, BrowserLook.Chinese }.Single(one => one.Name == name);
        // High enough for the whole of each page to be in its picture.
        await using var story = await BrowserStory.StartAsync(chromium, app, look with { Height = 2600 });
        await story.SignInAsync(email);
        var file = Path.Combine(Directory.CreateTempSubdirectory("looks").FullName, "orders.csv");
        await File.WriteAllTextAsync(file, Orders(), TestContext.Current.CancellationToken);

        await story.GoToAsync("/import");
        await LookAsync(story, "import-upload", "#drop-title");
        await story.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await story.Page.Locator("#recognised").WaitForAsync(s_patience);
        await story.Page.Locator("details summary").First.ClickAsync();
        await LookAsync(story, "import-mapping", "details[open]");
        await story.Page.Locator(".ms-actions button:not(.ms-button-plain)").Last.ClickAsync();
        await LookAsync(story, "import-check", ".ms-actions button[title]");
        await story.Page.Locator(".ms-actions button[title]").ClickAsync();
        await story.Page.Locator("#result").WaitForAsync(s_patience);
        await LookAsync(story, "import-result", "#aside");
        await story.Page.Locator("section[aria-labelledby=result] button.ms-button-plain").ClickAsync();
        await LookAsync(story, "import-undo", "[role=dialog]");
        await story.GoToAsync("/import/quality");
        await LookAsync(story, "import-quality", ".ms-table, .ms-card");
        story.ShouldHaveNoComplaints();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static async Task LookAsync(BrowserStory story, string name, string waitFor)
    {
        await story.Page.Locator(waitFor).First.WaitForAsync(s_patience);
        await story.PictureAsync(name);
        await story.ShouldFitAsync();
        await story.ShouldBeAccessibleAsync();
    }

    private static string Orders() => "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        + string.Concat(Enumerable.Range(0, 60).Select(row => (row % 20) switch
        {
            7 => $"{row},P{row % 9},Tea pot,1,2011-03-0{(row % 9) + 1} 10:00,oops,7,United Kingdom\n",
            13 => $"{row},P{row % 9},Cup of clay with a long name that goes on,1,2011-02-30 10:00,2.50,8,France\n",
            _ => $"{row},P{row % 9},Tea pot,{(row % 4) + 1},2011-03-0{(row % 9) + 1} 10:00,{row % 30}.50,{row % 11},United Kingdom\n",
        }));
}
