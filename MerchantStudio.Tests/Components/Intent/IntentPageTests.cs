using System.Globalization;
using System.Text.Json;
using Bunit;
using MerchantStudio.Components.Pages.Intent;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors.PurchaseIntent;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Resources;
using MerchantStudio.State;
using MerchantStudio.Tests.Predictors.PurchaseIntent;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Tests.Components.Intent;

/// <summary>The page about purchase intent over a model that is really kept.</summary>
[UseCulture("en-GB")]
public sealed class IntentPageTests : StudioTestContext, IAsyncLifetime
{
    private readonly StudioApp _app = StudioApp.InProcess();
    private readonly RecordingQueue _queue = new();
    private Shop _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await _app.CreateShopAsync("Corner");
        _shop.Id.ShouldBe(FakeShopAccess.CornerShop.Id);
        Services.AddSingleton(_app.Services.GetRequiredService<IntentQuery>());
        Services.AddSingleton(_app.Services.GetRequiredService<ScoringTroubleQuery>());
        Services.AddSingleton<IScoringQueue>(_queue);
        JSInterop.SetupModule(call => call.Identifier == "import").Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Page_ALearnedModel_ShowsWhatTheThresholdDoesAndMovesWithIt()
    {
        await KeepAsync(Details());
        var page = Show("/conversion/intent?threshold=50&cost=1&value=9");

        page.Markup.ShouldContain("Worth acting from 10.0% on");
        var before = Cards(page);
        page.Find("input[type=range]").Change("10");

        page.WaitForAssertion(() => Cards(page).ShouldNotBe(before));
        page.Markup.ShouldContain("Act on visits with a chance of at least 10%");
        page.FindAll("tbody tr").ShouldNotBeEmpty();
        page.Markup.ShouldNotContain("No skill");
    }

    [Fact]
    public async Task Page_OfVisitsOfToday_MakesAnActionOfKnownCustomersAboveTheThreshold()
    {
        var details = Details();
        var session = details.Today.First(one => one.Stage != SessionStage.Bought);
        var today = new[] { ("mia", 0.8), ("mia", 0.6), ("noah", 0.2), ("visitor:7", 0.9) }.Select(pair => session with { CustomerKey = pair.Item1, Probability = pair.Item2 });
        await KeepAsync(details with { Today = [.. today, session with { CustomerKey = "ada", Probability = 0.9, Stage = SessionStage.Bought }] });

        var page = Show("/conversion/intent?threshold=50");

        page.Markup.ShouldContain("who have not bought: 1.");
        page.FindAll("button").ShouldContain(button => button.TextContent.Contains("Make an action") && !button.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Page_AModelWithoutSkill_SaysSoInWords()
    {
        var details = Details();
        await KeepAsync(details with { Test = details.Test! with { HasSkill = false } });

        Show("/conversion/intent").Markup.ShouldContain("No skill: ");
    }

    [Fact]
    public async Task Page_TooFewPurchases_SaysHowManyMoreAreNeeded()
    {
        await KeepAsync(new IntentDetails { Missing = [new MissingData("sessions-that-buy", 200, 80)], Sessions = 300, LookedAt = 290 });

        Show("/conversion/intent").Markup.ShouldContain("120 more sessions that end in a purchase are needed; there are 80.");
    }

    [Fact]
    public void LearnNow_Asked_PutsTheShopIntoTheQueueOnce()
    {
        var page = Show("/conversion/intent");

        page.Find(".ms-page-head button").Click();

        _queue.Shops.ShouldBe([_shop.Id]);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Words_EveryFeatureStageAndLack_HasAName(string culture)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var words = Services.GetRequiredService<IStringLocalizer<IntentWords>>();
        var keys = IntentFeatures.All.Select(feature => "Feature_" + feature.Name)
            .Concat(Enum.GetNames<SessionStage>().Select(stage => "Stage_" + stage))
            .Concat(new[] { "", "recent-", "older-" }.SelectMany(age => new[] { $"Missing_{age}sessions-that-buy", $"Missing_{age}sessions-that-do-not-buy" }));

        keys.Where(key => words[key].ResourceNotFound).ShouldBeEmpty();
    }

    [Fact]
    public void Value_OfFeatures_IsSaidAsAPersonWould()
    {
        var text = new IntentText(Services.GetRequiredService<IStringLocalizer<IntentWords>>(), new StudioFormat(), "GBP");

        text.Value("weekday", 0).ShouldBe("Monday");
        text.Value("hour", 17).ShouldBe("17:00");
        text.Value("cart-value", Math.Log(1 + 4_190)).ShouldBe("£41.90");
        text.Value("last-gap", 90).ShouldBe("1:30");
        text.Value("checkout", 1).ShouldBe("begun");
        text.Value("carts", 2).ShouldBe("2");
    }

    [Theory]
    [InlineData("threshold=-3&cost=x&value=", 0, 100, 1_000)]
    [InlineData("threshold=900&cost=0.05&value=12.5", 100, 5, 1_250)]
    public void Choice_OddAddresses_StaysWithinItsBounds(string query, int percent, long cost, long value)
    {
        GoTo("/conversion/intent?" + query);

        var choice = IntentChoice.Read(Services.GetRequiredService<StudioState>().Address, "GBP");

        choice.ShouldBe(new IntentChoice(percent, cost, value));
    }

    private static IntentDetails Details()
    {
        using var file = IntentShop.Draw(1_500, seed: 2);
        var options = new IntentOptions { Boosting = new() { LearningRate = 0.1, MaxRounds = 40, Patience = 10, Folds = 2, Repeats = 1, MaxBins = 16, MaxPairs = 1 } };
        return IntentScoring.Run(IntentShop.Read(file.Snapshot), options, IntentFeatures.All, TimeProvider.System, Xunit.TestContext.Current.CancellationToken);
    }

    private static string Cards(IRenderedComponent<IntentPage> page) => page.Find(".ms-cards").TextContent;

    private IRenderedComponent<IntentPage> Show(string address)
    {
        GoTo(address);
        var page = Render<IntentPage>();
        page.WaitForAssertion(() => page.Find("[data-ms-state]").GetAttribute("data-ms-state").ShouldBeOneOf("filled", "empty"));
        return page;
    }

    private Task<long> KeepAsync(IntentDetails details) => _app.Services.GetRequiredService<ScoreStore>().AddAsync(
        new ScoreSet
        {
            ShopId = _shop.Id, Kind = ScoreKinds.PurchaseIntent, AsOfUtc = DateTime.UnixEpoch, CreatedUtc = DateTime.UnixEpoch,
            DetailsJson = JsonSerializer.Serialize(details, ScoreJson.Options),
        },
        [], Xunit.TestContext.Current.CancellationToken);

    public new async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await base.DisposeAsync();
    }

    private sealed class RecordingQueue : IScoringQueue
    {
        public List<int> Shops { get; } = [];

        public Task EnqueueAsync(int shopId, CancellationToken cancellationToken)
        {
            Shops.Add(shopId);
            return Task.CompletedTask;
        }
    }
}
