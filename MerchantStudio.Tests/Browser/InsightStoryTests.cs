using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Support;
using Microsoft.Playwright;

namespace MerchantStudio.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserCollection.Name)]
public sealed class InsightStoryTests(ChromiumFixture chromium)
{
    // Machines that run tests can be busy.
    private static readonly LocatorAssertionsToHaveCountOptions s_patience = new() { Timeout = 60_000 };

    public static TheoryData<string> Looks => ["light", "dark", "phone", "zh-CN"];

    [Theory, MemberData(nameof(Looks))]
    public async Task Pages_OfAShopWithSales_DrawTheirChartsUnderTheStrictPolicy(string look)
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        await PutSnapshotAsync(app, shop);
        var email = await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app, Look(look));
        await story.SignInAsync(email);

        foreach (var (name, address, charts) in new[]
        {
            ("overview", "/overview?period=90d", 9), ("customers", "/customers", 0), ("customer", "/customer?id=c7", 5),
        })
        {
            await story.GoToAsync(address);
            await Assertions.Expect(story.Page.Locator(".chart-canvas svg.apexcharts-svg")).ToHaveCountAsync(charts, s_patience);
            await story.PictureAsync(name);
            await story.ShouldFitAsync();
            await ShouldBeAccessibleAsync(story, look);
        }
        story.ShouldHaveNoComplaints();
    }

    // Several filters, one of them by an attribute of the shop's own, an optional step, a step's own window and an exclusion.
    private static readonly string s_funnel = "/conversion/funnel?period=90d&lost=0&by=page%20variant"
        + "&steps=" + Uri.EscapeDataString("view_item[device=phone;page variant=A],add_to_cart?,begin_checkout<1d,purchase[min=300]")
        + "&not=" + Uri.EscapeDataString("remove_from_cart[device=phone]:1-3");

    [Theory, MemberData(nameof(Looks))]
    public async Task ConversionPages_OfAShopWithVisits_DrawTheirChartsUnderTheStrictPolicy(string look)
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var shop = await app.CreateShopAsync();
        await PutSnapshotAsync(app, shop);
        var email = await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app, Look(look));
        await story.SignInAsync(email);

        foreach (var (name, address, charts) in new[]
        {
            ("conversion", "/conversion?period=90d", 10), ("funnel", s_funnel, 3), ("paths", "/conversion/paths", 1),
            ("retention", "/conversion/retention?by=Device&show=count", 3), ("goals", "/conversion/goals", 4), ("report", "/conversion/report?period=90d", 0),
        })
        {
            await story.GoToAsync(address);
            await Assertions.Expect(story.Page.Locator(".chart-canvas svg.apexcharts-svg")).ToHaveCountAsync(charts, s_patience);
            await story.PictureAsync(name);
            await story.ShouldFitAsync();
            await ShouldBeAccessibleAsync(story, look);
        }
        story.ShouldHaveNoComplaints();
    }

    [Theory, MemberData(nameof(Looks))]
    [Trait("Category", "Slow")]
    public async Task ConversionPages_OfAShopWithoutVisits_SayWhatToDoAndStayInOrder(string look)
    {
        _ = chromium.Browser;
        await using var app = StudioApp.OnPort();
        var (empty, orders) = (await app.CreateShopAsync("Empty"), await app.CreateShopAsync("Orders"));
        app.PutSnapshot(orders, FillWithOrders);
        var email = await app.CreatePersonAsync("olive", (empty, ShopRole.Merchant), (orders, ShopRole.Merchant));
        await using var story = await BrowserStory.StartAsync(chromium, app, Look(look));
        await story.SignInAsync(email);

        foreach (var shop in new[] { empty, orders })
        {
            foreach (var page in new[] { "", "/funnel", "/paths", "/retention", "/goals", "/intent", "/report" })
            {
                await story.GoToAsync($"/conversion{page}?shop={shop.Slug}");
                (await story.Page.Locator("[data-ms-state]").First.GetAttributeAsync("data-ms-state")).ShouldBeOneOf("filled", "empty");
                await story.WholePictureAsync($"{shop.Slug}{page.Replace('/', '-')}");
                await story.ShouldFitAsync();
                await story.ShouldBeAccessibleAsync();
            }
        }
        story.ShouldHaveNoComplaints();
    }

    private static void FillWithOrders(SnapshotBuilder builder)
    {
        var chance = new SeededRandom(9);
        for (var order = 0; order < 900; order++)
        {
            var time = new DateTimeOffset(2011, 1, 3, 8, 0, 0, TimeSpan.Zero).AddDays(chance.NextInt(300)).AddMinutes(chance.NextInt(700)).ToUnixTimeMilliseconds();
            for (var line = 1 + chance.NextInt(3); line > 0; line--)
            {
                builder.Add(new SnapshotRow
                {
                    CustomerKey = $"c{chance.NextInt(200)}", OrderKey = $"o{order}", ItemKey = $"p{chance.NextInt(30)}", Kind = InteractionKind.Purchase, Time = time, AmountMinor = 300 + chance.NextInt(4_000),
                });
            }
        }
    }

    // Colours are what differs between the themes; width and language change nothing that axe looks at.
    private static Task ShouldBeAccessibleAsync(BrowserStory story, string look) => look is "light" or "dark" ? story.ShouldBeAccessibleAsync() : Task.CompletedTask;

    private static BrowserLook Look(string name) => name switch
    {
        "dark" => BrowserLook.Dark,
        "phone" => BrowserLook.Phone,
        "zh-CN" => BrowserLook.Chinese,
        _ => BrowserLook.Desktop,
    };

    // The shop's record stays empty: pages read the snapshot, and this one says that it is of the record's version.
    private static async Task PutSnapshotAsync(StudioApp app, Shop shop)
    {
        var builder = new SnapshotBuilder(new SnapshotShop(shop.Id, shop.Currency, shop.TimeZoneId, shop.SessionGapMinutes, shop.DataVersion));
        FillWithAYear(builder);
        var folder = Directory.CreateDirectory(Path.Combine(app.DataFolder, "snapshots", $"{shop.Id}")).FullName;
        await Task.Run(() => builder.Write(Path.Combine(folder, $"{shop.DataVersion}.snapshot")), TestContext.Current.CancellationToken);
    }

    private static void FillWithAYear(SnapshotBuilder builder)
    {
        var chance = new SeededRandom(7);
        string[] categories = ["Tea", "Cups", "Garden", "Paper"];
        for (var item = 0; item < 40; item++)
        {
            _ = builder.Add(new SnapshotItem($"p{item}") { Title = $"{categories[item % 4]} no. {item}", Category = categories[item % 4], PriceMinor = 200 + (35 * item) });
        }
        var start = new DateTimeOffset(2011, 1, 3, 8, 0, 0, TimeSpan.Zero);
        for (var visit = 0; visit < 6_000; visit++)
        {
            var customer = chance.NextInt(300);
            var time = start.AddDays(chance.NextInt(340)).AddMinutes(chance.NextInt(11 * 60));
            AddVisit(builder, chance, $"c{customer}", time.ToUnixTimeMilliseconds(), visit);
        }
    }

    private static void AddVisit(SnapshotBuilder builder, SeededRandom chance, string customer, long time, int visit)
    {
        InteractionKind[] steps = [InteractionKind.ViewItem, InteractionKind.AddToCart, InteractionKind.BeginCheckout, InteractionKind.Purchase];
        var reached = 1 + chance.NextInt(steps.Length);
        for (var step = 0; step < reached; step++)
        {
            var item = chance.NextInt(40);
            builder.Add(new SnapshotRow
            {
                CustomerKey = customer,
                ItemKey = $"p{item}",
                Kind = steps[step],
                Time = time + (step * 90_000L),
                AmountMinor = 200 + (35 * item),
                OrderKey = steps[step] == InteractionKind.Purchase ? $"o{visit}" : null,
                Country = customer.EndsWith('3') ? "Germany" : "United Kingdom",
                Device = visit % 3 == 0 ? "desktop" : "phone",
                Own = new Dictionary<string, string> { ["page variant"] = visit % 2 == 0 ? "A" : "B", ["plan"] = visit % 5 == 0 ? "gold" : "silver" },
                IsEvent = true,
            });
        }
    }
}
