using System.Net;
using System.Text.RegularExpressions;
using MerchantStudio.Access;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Endpoints;

/// <summary>The pages about lists of customers over a shop whose customers have been scored, and over odd shops.</summary>
public sealed partial class CustomerListPagesTests(CustomerListPagesTests.Shops shops) : IClassFixture<CustomerListPagesTests.Shops>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AtRisk_OfScoredCustomers_RanksByChanceTimesExpectedSpendAndSaysTheHorizon()
    {
        var html = await PageAsync("/customers/at-risk", shops.Full);

        html.ShouldContain("within 90 days");
        html.ShouldContain("within 365 days");
        // c9: 0.9 of 100.00; c8 next.
        html.IndexOf(">c9<", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf(">c8<", StringComparison.Ordinal));
        html.ShouldContain("£90.00");
    }

    [Theory]
    [InlineData("/customers/at-risk", "&chance=70", "c9,c8,c7", "c6,c1")]
    [InlineData("/customers/at-risk", "&stake=50&country=Spain", "c8", "c9,c7")]
    [InlineData("/customers/at-risk", "&search=C9", "c9", "c8,c1")]
    [InlineData("/customers", "&chance=90", "c9", "c8,c0")]
    [InlineData("/customers", "&product=mug", "c2,c4", "c1,c3")]
    [InlineData("/customers", "&category=Cups", "c2,c4", "c1,c3")]
    public async Task List_WithAFilter_ShowsWhomItNamesAndNobodyElse(string route, string filter, string here, string notHere)
    {
        var html = await PageAsync(route, shops.Full, filter);

        here.Split(',').ShouldAllBe(key => html.Contains($">{key}<", StringComparison.Ordinal));
        notHere.Split(',').ShouldAllBe(key => !html.Contains($">{key}<", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_WithOtherColumns_ShowsThose()
    {
        var html = await PageAsync("/customers", shops.Full, "&columns=value,scores");

        html.ShouldContain("Lifetime value");
        html.ShouldNotContain("aria-sort=\"descending\"");
    }

    [Fact]
    public async Task OwnSegment_SavedAndOpened_IsCountedNow()
    {
        var segments = shops.App.Services.GetRequiredService<OwnSegmentService>();
        var actor = new Actor(1, "olive@example.com", shops.Full.Id);
        var rule = new SegmentRule { Conditions = [new SegmentCondition(SegmentField.Product, SegmentOperator.Is, Text: "mug")] };
        var id = (await segments.SaveAsync(actor, null, "Mug people", rule, Token)).ShouldNotBeNull();

        (await PageAsync("/customers/own-segments", shops.Full)).ShouldContain("Bought product is mug");
        (await PageAsync($"/customers/own-segments/{id}", shops.Full)).ShouldContain("50.0% of 10");
        (await PageAsync("/customers", shops.Full, $"&own={id}")).ShouldContain("5 of 10");
        (await segments.SaveAsync(actor, null, "Mug people", rule, Token)).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => segments.SaveAsync(actor, null, " ", rule, Token));
    }

    [Fact]
    public async Task Editor_WithARuleInTheAddress_CountsItAndSaysItInWords()
    {
        var rule = new SegmentRule { Conditions = [new SegmentCondition(SegmentField.Chance, SegmentOperator.AtLeast, Number: 0.75)] };

        var html = await PageAsync("/customers/own-segments/new", shops.Full, "&rule=" + Uri.EscapeDataString(rule.ToJson()));

        html.ShouldContain("20.0% of 10");
        html.ShouldContain("model's horizon) at least 75%");
    }

    [Theory]
    [InlineData("/customers")]
    [InlineData("/customers/at-risk")]
    [InlineData("/customers/segments")]
    [InlineData("/customers/own-segments/new")]
    [InlineData("/actions")]
    [InlineData("/customers/lifetime-value")]
    [InlineData("/customers/model")]
    [InlineData("/customer", "&id=a")]
    [InlineData("/customer", "&id=half")]
    public async Task Page_OfAnOddShop_HasNoNaNAndDoesNotFail(string route, string more = "")
    {
        foreach (var shop in shops.Odd)
        {
            // What is read, without the state that a page carries along in encoded form.
            var words = MarkupPattern().Replace(await PageAsync(route, shop, more), " ");
            words.ShouldNotContain("NaN", Case.Sensitive, $"{route} of {shop.Name}");
            words.ShouldNotContain("∞", Case.Sensitive, $"{route} of {shop.Name}");
        }
    }

    [Fact]
    public async Task Scoring_OfOddShops_KeepsFiguresOrSaysWhatIsMissing()
    {
        foreach (var shop in shops.Odd)
        {
            var (value, _) = await shops.App.Services.GetRequiredService<CustomerScoring>().TryLifetimeValueAsync(shop.Id, null, null, Token);

            (value.Scores.Count > 0).ShouldBe(value.Details.Missing.Count == 0, shop.Name);
            value.Scores.ShouldAllBe(score => double.IsFinite(score.Value) && score.Value >= 0 && !score.DetailsJson!.Contains("NaN"), shop.Name);
        }

        var html = await PageAsync("/customers/lifetime-value", shops.Odd.Single(shop => shop.Name == "Subscriptions"));
        html.ShouldContain("Lifetime value");
        html.ShouldNotContain("data-ms-state=\"empty\"");
    }

    [Theory]
    [InlineData("mug", "/customers?product=mug")]
    [InlineData("big cup", "/customers?product=mug")]
    public async Task Search_ForAProduct_LeadsToWhoBoughtIt(string words, string route)
    {
        var source = shops.App.Services.GetServices<ISearchSource>().Single(source => source.GetType().Name == "ProductSearch");

        var hits = await source.FindAsync(new ShopSeat(shops.Full, ShopRole.Merchant), words, Token);

        hits.ShouldHaveSingleItem().Route.ShouldBe(route);
        (await source.FindAsync(new ShopSeat(shops.Full, ShopRole.Manager), words, Token)).ShouldBeEmpty();
    }

    [GeneratedRegex("<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex MarkupPattern();

    private async Task<string> PageAsync(string route, Shop shop, string more = "")
    {
        var answer = await shops.Client.GetAsync(new Uri($"{route}?shop={shop.Slug}{more}", UriKind.Relative), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
        html.ShouldNotContain("data-ms-state=\"failed\"");
        return html;
    }

    /// <summary>A shop with ten scored customers, and shops that are odd in one way each.</summary>
    public sealed class Shops : IAsyncLifetime
    {
        private static readonly DateTime s_day = new(2011, 5, 1);

        public StudioApp App { get; } = StudioApp.InProcess();
        public Shop Full { get; private set; } = null!;
        public List<Shop> Odd { get; } = [];
        public HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Full = await App.CreateShopAsync("Full");
            App.PutSnapshot(Full, Fill);
            await ScoredCustomers.KeepAsync(App, Full, [.. Enumerable.Range(0, 10).Select(i => ($"c{i}", i / 10.0, 100.0))]);
            await AddOddAsync("Two customers", [PlantedSnapshot.Order("a", s_day, 100), PlantedSnapshot.Order("b", s_day.AddDays(3), 200)]);
            await AddOddAsync("Refunds only", [PlantedSnapshot.Order("a", s_day, -100), PlantedSnapshot.Order("b", s_day, -5)]);
            await AddOddAsync("The future", [PlantedSnapshot.Order("a", s_day, 100), PlantedSnapshot.Order("a", new DateTime(2060, 1, 1), 100)]);
            await AddOddAsync("Nothing but the future", [PlantedSnapshot.Order("a", new DateTime(2060, 1, 1), 100)]);
            await AddOddAsync("Subscriptions", Enumerable.Range(0, 80).SelectMany(customer => Enumerable.Range(0, 24).Select(month => PlantedSnapshot.Order(customer == 0 ? "a" : $"s{customer}", s_day.AddMonths(month).AddDays(customer % 28), 900))));
            await AddOddAsync("One has half", Enumerable.Range(0, 40).Select(i => PlantedSnapshot.Order(i % 2 == 0 ? "half" : $"c{i}", s_day.AddDays(i), 100)));
            Client = await App.SignedInAsync(await App.CreatePersonAsync("olive", [(Full, ShopRole.Merchant), .. Odd.Select(shop => (shop, ShopRole.Merchant))]));
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
        }

        private static void Fill(SnapshotBuilder builder)
        {
            _ = builder.Add(new SnapshotItem("mug") { Title = "Big cup", Category = "Cups" });
            for (var i = 0; i < 10; i++)
            {
                _ = builder.Add(new SnapshotCustomer($"c{i}") { Country = i % 2 == 0 ? "Spain" : "France" });
                builder.Add(PlantedSnapshot.Order($"c{i}", s_day.AddDays(i), 1_000 + i, i % 2 == 0 ? "mug" : "tea"));
            }
        }

        private async Task AddOddAsync(string name, IEnumerable<SnapshotRow> rows)
        {
            var shop = await App.CreateShopAsync(name);
            App.PutSnapshot(shop, builder =>
            {
                foreach (var row in rows)
                {
                    builder.Add(row);
                }
            });
            await App.Services.GetRequiredService<CustomerScoring>().ScoreAsync(shop.Id, Token);
            Odd.Add(shop);
        }
    }
}
