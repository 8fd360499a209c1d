using System.Net;
using System.Text.RegularExpressions;
using MerchantStudio.Components.Layout;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Demo;
using MerchantStudio.Core.Pipeline.Demo;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Contracts;

/// <summary>Every page over a shop that has just been opened, and over the demo shop.</summary>
public sealed partial class FilledPagesTests(FilledPagesTests.DemoApp app) : IClassFixture<FilledPagesTests.DemoApp>
{
    public static TheoryData<string> Routes => [.. PageCatalog.All.Select(page => page.Route)];

    [Theory, MemberData(nameof(Routes))]
    public async Task Page_OfTheDemoShop_ShowsItsContentWithTheFirstBytes(string route) =>
        (await StateOfAsync(route, app.Demo)).ShouldBeOneOf("filled", s_needsModels.Contains(route) ? "empty" : "filled");

    [Theory, MemberData(nameof(Routes))]
    public async Task Page_OfAShopWithoutData_OpensWithoutFailing(string route) =>
        (await StateOfAsync(route, app.Fresh)).ShouldBeOneOf("empty", "filled");

    // Nothing has been trained or scored in the demo shop of this test, and nobody has done anything that is audited.
    private static readonly string[] s_needsModels =
    [
        "/recommendations/preview", "/recommendations/quality", "/training/models", "/training/runs", "/settings/audit", "/actions", "/customers/own-segments",
        "/customers/at-risk", "/customers/lifetime-value", "/customers/model", "/conversion/intent",
    ];

    private async Task<string> StateOfAsync(string route, Shop shop)
    {
        var answer = await app.Client.GetAsync(new Uri($"{route}?shop={shop.Slug}", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return StatePattern().Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;
    }

    [GeneratedRegex("data-ms-state=\"(\\w+)\"")]
    private static partial Regex StatePattern();

    /// <summary>One application with the demo shop, imported the way that a person would, and an empty one.</summary>
    public sealed class DemoApp : IAsyncLifetime
    {
        private readonly StudioApp _app = StudioApp.InProcess();

        public Shop Demo { get; private set; } = null!;
        public Shop Fresh { get; private set; } = null!;
        public HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var token = TestContext.Current.CancellationToken;
            (Demo, Fresh) = (await _app.CreateShopAsync("Demo"), await _app.CreateShopAsync("Fresh"));
            Client = await _app.SignedInAsync(await _app.CreatePersonAsync("olive", (Demo, ShopRole.Merchant), (Fresh, ShopRole.Merchant)));
            var imports = _app.Services.GetRequiredService<ImportService>();
            var options = new DemoOptions { Customers = 60, Currency = Demo.Currency };
            foreach (var batch in await _app.Services.GetRequiredService<DemoImport>().ReceiveAsync(Demo.Id, options, "test", token))
            {
                (await imports.CommitAsync(Demo.Id, batch.Id, token)).State.ShouldBe(ImportBatchState.Committed);
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _app.DisposeAsync();
        }
    }
}
