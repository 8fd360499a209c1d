using Bunit;
using MerchantStudio.Components.Pages.LifetimeValue;
using MerchantStudio.Components.Predictions;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.State;
using MerchantStudio.Tests.Components.CustomerScience;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Predictions;

/// <summary>What a page says of figures whose last scoring failed.</summary>
[UseCulture("en-GB")]
public sealed class ScoringNoticeTests : StudioTestContext
{
    private static readonly DateTime s_failed = new(2026, 3, 10, 8, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notice_AfterAFailure_SaysWhatWhenWhyWhatIsShownAndTriesAgain()
    {
        await using var app = StudioApp.InProcess();
        var queue = new Asked();
        await PrepareAsync(app, queue);
        var shopId = FakeShopAccess.CornerShop.Id;
        await app.Services.GetRequiredService<ScoreStore>().AddAsync(
            new ScoreSet { ShopId = shopId, Kind = ScoreKinds.LifetimeValue, AsOfUtc = s_failed.AddDays(-3), CreatedUtc = s_failed.AddDays(-2) }, [], Token);
        await ReportAsync(app, ScoreKinds.LifetimeValue, "DataUnreadable: InvalidDataException");

        var notice = Render<ScoringNotice>(parameters => parameters.Add(one => one.Kinds, [ScoreKinds.LifetimeValue]));

        notice.Find("h2").TextContent.ShouldBe("Lifetime value could not be computed");
        notice.Markup.ShouldContain("10 Mar 2026 08:00");
        notice.Markup.ShouldContain("could not be read (InvalidDataException)");
        notice.Markup.ShouldContain("The figures shown are older: computed 8 Mar 2026 08:00 from data up to 7 Mar 2026.");
        notice.Find("button").Click();
        queue.Shops.ShouldBe([shopId]);
        notice.Find("[role=status]").TextContent.ShouldContain("in the background");
    }

    [Fact]
    public async Task Notice_WithoutAnEarlierResult_SaysThatThereIsNone()
    {
        await using var app = StudioApp.InProcess();
        await PrepareAsync(app, new Asked());
        await ReportAsync(app, ScoreKinds.Churn, "OutOfMemory");

        Render<ScoringNotice>(parameters => parameters.Add(one => one.Kinds, [ScoreKinds.Churn])).Markup.ShouldContain("There is no earlier result to show.");
        Render<ScoringNotice>(parameters => parameters.Add(one => one.Kinds, [ScoreKinds.PurchaseIntent])).Markup.Trim().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Page_OfAFailedModel_SaysSoWithFiguresAndWithout(bool hasFigures)
    {
        await using var app = StudioApp.InProcess();
        Services.AddSingleton<PageLoader>(hasFigures
            ? new FilledPageLoader(new LifetimeValueReport(CustomerScienceDetails.AsOf, CustomerScienceDetails.Value)) : ForcedPageLoader.Nothing);
        await PrepareAsync(app, new Asked());
        await ReportAsync(app, ScoreKinds.LifetimeValue, "DiskFull");

        var page = Render<LifetimeValuePage>();

        page.Find("[data-ms-state]").GetAttribute("data-ms-state").ShouldBe(hasFigures ? "filled" : "empty");
        page.Find("[role=alert]").TextContent.ShouldContain("The disk is full.");
    }

    private async Task PrepareAsync(StudioApp app, IScoringQueue queue)
    {
        (await app.CreateShopAsync()).Id.ShouldBe(FakeShopAccess.CornerShop.Id);
        JSInterop.SetupModule(call => call.Identifier == "import").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(queue);
        Services.AddFallbackServiceProvider(app.Services);
        GoTo("/customers/lifetime-value");
        if (Services.GetService<StudioState>() is { } state)
        {
            await state.RefreshAsync(Token);
        }
    }

    private static Task ReportAsync(StudioApp app, string kind, string reason) => app.Services.GetRequiredService<ScoringFailureStore>().ReportAsync(
        new ScoringFailure { ShopId = FakeShopAccess.CornerShop.Id, Kind = kind, FailedUtc = s_failed, Reason = reason }, Token);

    private sealed class Asked : IScoringQueue
    {
        public List<int> Shops { get; } = [];

        public Task EnqueueAsync(int shopId, CancellationToken cancellationToken)
        {
            Shops.Add(shopId);
            return Task.CompletedTask;
        }
    }
}
