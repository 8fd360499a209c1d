using System.Globalization;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
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
        await TakeAsync(app, shop, "products.csv", "sku,title,price\n" + string.Concat(Enumerable.Range(0, 9).Select(row => $"P{row},Tea pot,{row}.50\n")));
        await TakeAsync(app, shop, "odd.csv", Oddities());
        await story.GoToAsync("/import/quality");
        await LookAsync(story, "import-quality", ".ms-table, .ms-card");
        story.ShouldHaveNoComplaints();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static async Task TakeAsync(StudioApp app, Shop shop, string name, string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("looks").FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        var upload = await app.Services.GetRequiredService<UploadFolder>().CopyAsync(shop.Id, path, TestContext.Current.CancellationToken);
        var imports = app.Services.GetRequiredService<ImportService>();
        var received = await imports.ReceiveAsync(upload, null, new ImportRequest(), "mia", TestContext.Current.CancellationToken);
        _ = await imports.CommitAsync(shop.Id, received.Batch!.Id, TestContext.Current.CancellationToken);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static async Task LookAsync(BrowserStory story, string name, string waitFor)
    {
        await story.Page.Locator(waitFor).First.WaitForAsync(s_patience);
        await story.PictureAsync(name);
        await story.ShouldFitAsync();
        await story.ShouldBeAccessibleAsync();
    }

    // One of everything that the page looks for, among two hundred lines in order of time with a week of silence.
    private static string Oddities()
    {
        var text = new StringBuilder("order_id,order_date,customer_id,product_id,product_name,quantity,unit_price,currency,status,country\n");
        for (var row = 0; row < 200; row++)
        {
            var head = $"{row},{new DateTime(2025, 1, 1).AddHours(row + (row > 100 ? 190 : 0)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}";
            text.Append(row switch
            {
                10 => head + ",,P1,Tea pot,1,2.50,GBP,paid,GB",
                20 or 21 => "20,2025-01-01 20:00,c2,P2,Tea pot,1,2.50,GBP,paid,GB",
                30 => head + ",c3,P3,Tea pot,1,0.00,GBP,paid,GB",
                40 => head + ",c4,P4,Tea pot,1,-2.50,GBP,paid,GB",
                50 => head + ",c5,P5,Tea pot,1,99999.00,GBP,paid,GB",
                60 => head + ",c6,P6,Tea pot,1,2.50,EUR,paid,GB",
                70 => head + ",c7,P7,Tea pot,1,2.50,GBP,in the air,GB",
                80 => "80,1902-03-04 10:00,c8,P8,Tea pot,1,2.50,GBP,paid,GB",
                90 => "90,2024-11-01 10:00,c9,P0,Tea pot,1,2.50,GBP,paid,GB",
                95 => head + ",c9,P77,Samovar,1,2.50,GBP,paid,",
                _ => head + $",c{row % 11},P{row % 9},Tea pot,{(row % 3) + 1},{(row % 5) + 1}.50,GBP,paid,GB",
            }).Append('\n');
        }

        return text.ToString();
    }

    private static string Orders() => "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        + string.Concat(Enumerable.Range(0, 60).Select(row => (row % 20) switch
        {
            7 => $"{row},P{row % 9},Tea pot,1,2011-03-0{(row % 9) + 1} 10:00,oops,7,United Kingdom\n",
            13 => $"{row},P{row % 9},Cup of clay with a long name that goes on,1,2011-02-30 10:00,2.50,8,France\n",
            _ => $"{row},P{row % 9},Tea pot,{(row % 4) + 1},2011-03-0{(row % 9) + 1} 10:00,{row % 30}.50,{row % 11},United Kingdom\n",
        }));
}
