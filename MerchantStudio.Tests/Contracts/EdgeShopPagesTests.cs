using System.Net;
using System.Text.RegularExpressions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Analytics;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Contracts;

/// <summary>The conversion pages over the shops that break others: they open, and what they say are words and numbers.</summary>
public sealed partial class EdgeShopPagesTests(EdgeShopPagesTests.EdgeApp app) : IClassFixture<EdgeShopPagesTests.EdgeApp>
{
    private static readonly string[] s_pages =
    [
        "/conversion?", "/conversion?period=30d&by=Visitor&", "/conversion/funnel?by=Device&", "/conversion/funnel?steps=quiz_done,purchase&period=7d&", "/conversion/paths?",
        "/conversion/retention?unit=Day&by=Source&", "/conversion/goals?", "/conversion/intent?", "/conversion/report?",
    ];

    public static TheoryData<string> Shops => [.. EdgeShopTests.All.Keys];

    [Theory, MemberData(nameof(Shops))]
    public async Task Pages_OfAStrangeShop_OpenWithSensibleWords(string name)
    {
        foreach (var page in s_pages)
        {
            var answer = await app.Client.GetAsync(new Uri($"{page}shop={app.Shops[name].Slug}", UriKind.Relative), TestContext.Current.CancellationToken);
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
            StatePattern().Match(html).Groups[1].Value.ShouldBeOneOf("filled", "empty");
            NonsensePattern().Match(TagPattern().Replace(html, " ")).Value.ShouldBeEmpty(page);
        }
    }

    [GeneratedRegex(@"data-ms-state=""(\w+)""")]
    private static partial Regex StatePattern();

    [GeneratedRegex("<script.*?</script>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex TagPattern();

    // Numbers that are none, places of sentences that nothing filled, and negative nothing.
    [GeneratedRegex(@"\bNaN\b|∞|\bInfinity\b|\{\d\}|[-−]0(\.0+)?\s?%")]
    private static partial Regex NonsensePattern();

    /// <summary>One application with all of them, their snapshots put straight into its data folder.</summary>
    public sealed class EdgeApp : IAsyncLifetime
    {
        private readonly StudioApp _app = StudioApp.InProcess();

        public Dictionary<string, Shop> Shops { get; } = [];
        public HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            foreach (var (name, rows) in EdgeShopTests.All)
            {
                var shop = Shops[name] = await _app.CreateShopAsync(name);
                _app.PutSnapshot(shop, builder =>
                {
                    foreach (var row in rows())
                    {
                        builder.Add(row);
                    }
                });
            }
            Client = await _app.SignedInAsync(await _app.CreatePersonAsync("olive", [.. Shops.Values.Select(shop => (shop, ShopRole.Merchant))]));
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _app.DisposeAsync();
        }
    }
}
