using Bunit;
using MerchantStudio.Components.Pages.Recommendations;
using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Products;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Support;
using MerchantStudio.Tests.Training;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Training;

/// <summary>The pages of training and recommendations on a shop whose models are really trained.</summary>
public sealed class TrainingPagesTests : StudioTestContext, IAsyncLifetime
{
    private readonly TrainedShop _trained;

    public TrainingPagesTests(TrainedShop trained) => _trained = trained;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var shop = await _trained.ReadyAsync();
        shop.ShopId.ShouldBe(FakeShopAccess.CornerShop.Id);
        foreach (var service in new[]
        {
            typeof(RunLedger), typeof(RunJournalStore), typeof(RunProgressHub), typeof(TrainingService), typeof(TrainingEstimator),
            typeof(KnownHistoryQuery), typeof(TrainingSchedules), typeof(ModelRegistry), typeof(ServingGraphs), typeof(RecommendationService), typeof(SnapshotStore), typeof(AuditLog),
            typeof(ScoringTroubleQuery), typeof(ProductSearchQuery),
        })
        {
            Services.AddSingleton(service, shop.Services.GetRequiredService(service));
        }
        Services.AddSingleton<IScoringQueue>(new NoScoring());
        Services.AddScoped<TrainingText>();
        JSInterop.SetupModule(call => call.Identifier == "import").Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void RunPage_ARunThatIsDone_ShowsTheLeaderboardItsProtocolItsRecordAndItsLog()
    {
        GoTo($"/training/runs/{_trained.Run.Id}");

        var page = Render<RunPage>(parameters => parameters.Add(one => one.RunId, _trained.Run.Id));

        page.WaitForAssertion(() => page.Find("[data-ms-state=filled]"));
        page.FindAll("section[aria-label=Leaderboard] tbody tr").Count.ShouldBe(TrainingResult.Of(_trained.Run)!.Models.Count);
        page.Markup.ShouldContain("Better than popular: +");
        page.Find(".protocol p").TextContent.ShouldContain("nothing is sampled");
        page.Find("pre.run-log").TextContent.ShouldContain("Popularity: all nDCG@10");
        page.Find("a[download]").GetAttribute("href")!.ShouldStartWith($"/api/training/runs/{_trained.Run.Id}/record");
    }

    [Fact]
    public void RunPage_WhileTheRunGoesOn_FollowsWhatIsPushed()
    {
        var run = Order();
        GoTo($"/training/runs/{run.Id}");
        var page = Render<RunPage>(parameters => parameters.Add(one => one.RunId, run.Id));
        page.WaitForAssertion(() => page.Find("[data-ms-state=filled]"));

        _trained.Runs.Hub.Publish(new RunLive
        {
            RunId = run.Id, ShopId = run.ShopId, State = RunState.Running, Stage = RunStages.Fit, Model = "Ease", Progress = 0.42,
            TimeLeft = TimeSpan.FromSeconds(75), LogTail = ["a line of the log"],
        });

        page.WaitForAssertion(() => page.Find("progress").GetAttribute("value").ShouldBe("0.42"));
        page.Find(".ms-progress").TextContent.ShouldContain("Linear model (EASE)");
        page.Find(".ms-progress-foot").TextContent.ShouldContain("about 1:15 left");
        page.Find("pre.run-log").TextContent.ShouldContain("a line of the log");
    }

    [Fact]
    public void RunPage_WhileTheEngineTrains_SaysWhereAndWhyNotElsewhere()
    {
        var run = Order();
        GoTo($"/training/runs/{run.Id}");
        var page = Render<RunPage>(parameters => parameters.Add(one => one.RunId, run.Id));
        page.WaitForAssertion(() => page.Find("[data-ms-state=filled]"));

        _trained.Runs.Hub.Publish(new RunLive
        {
            RunId = run.Id, ShopId = run.ShopId, State = RunState.Running, Stage = RunStages.Tune, Model = "SequentialTransformer", ExamplesPerSecond = 12_345,
            Engine = new EngineUse("webgpu", [new PassedOver("cuda", "no library")], new Dictionary<string, int> { ["Sign"] = 3 }, 18 << 20),
        });

        page.WaitForAssertion(() => page.Find("section[aria-labelledby=engine] tbody").TextContent.ShouldContain("GPU through WebGPU"));
        var text = page.Find("section[aria-labelledby=engine] tbody").TextContent;
        text.ShouldContain("no library");
        text.ShouldContain("Sign × 3");
        text.ShouldContain("18 MB");
        text.ShouldContain("12,345");
        page.Find(".ms-progress").TextContent.ShouldContain("Training, with the best epoch chosen on validation");
        page.Find(".ms-cards").TextContent.ShouldContain("GPU through WebGPU");
    }

    [Fact]
    public async Task RunPage_CancelOfAWaitingRun_TakesItOutOfTheQueueAndOffersToRunAgain()
    {
        var run = Order();
        GoTo($"/training/runs/{run.Id}");
        var page = Render<RunPage>(parameters => parameters.Add(one => one.RunId, run.Id));
        page.WaitForAssertion(() => page.Find("[data-ms-state=filled]"));

        await page.FindAll("button").Single(button => button.TextContent == "Cancel the run").ClickAsync(new());

        page.WaitForAssertion(() => page.Markup.ShouldContain("This run was cancelled"));
        page.FindAll("button").ShouldContain(button => button.TextContent == "Run again");
        (await _trained.Runs.Ledger.FindAsync(run.ShopId, run.Id, Token))!.State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public void RunsPage_WithTheDialogOpen_SaysWhatARunWillTake()
    {
        GoTo("/training/runs?new=1");

        var page = Render<RunsPage>();

        page.WaitForAssertion(() => page.Find(".ms-note").TextContent.ShouldContain("of memory, for 120 customers"));
        page.FindAll("table tbody tr a").ShouldContain(link => link.TextContent == $"Run {_trained.Run.Id}");
    }

    [Fact]
    public void ModelsPage_Versions_ShowWhichIsLiveAndHowTheyCompare()
    {
        GoTo("/training/models");

        var page = Render<ModelsPage>();

        page.WaitForAssertion(() => page.FindAll("tbody tr").Count.ShouldBeGreaterThanOrEqualTo(6));
        page.FindAll(".ms-tag").Count(tag => tag.TextContent == "live").ShouldBe(1);
        page.FindAll("tbody tr").ShouldContain(line => line.TextContent.Contains("Better than popular", StringComparison.Ordinal));
    }

    [Fact]
    public void QualityPage_ARun_ShowsItsFiguresWithIntervalsByKAndSegment()
    {
        GoTo($"/recommendations/quality?run={_trained.Run.Id}&variant=new&k=5&metric=recall");

        var page = Render<QualityPage>();

        page.WaitForAssertion(() => page.Find("[data-ms-state=filled]"));
        page.FindAll(".metric small").Count.ShouldBeGreaterThan(10);
        page.FindAll(".chart-title").Select(title => title.TextContent.Trim()).ShouldContain(title => title.StartsWith("Recall by length of the list", StringComparison.Ordinal));
        page.Find(".ms-tabs a[aria-current]").TextContent.ShouldBe("Only products new to the customer");
    }

    [Fact]
    public void PreviewPage_ACustomer_ShowsProductsWithReasonsThatAreTakenApart()
    {
        GoTo($"/recommendations/preview?customer={TasteShop.KeyOf(5)}");

        var page = Render<PreviewPage>();

        page.WaitForAssertion(() => page.FindAll(".recs-item").Count.ShouldBe(10), TimeSpan.FromSeconds(10));
        page.FindAll(".recs-parts tr").Count.ShouldBeGreaterThan(10);
        page.FindAll(".recs-history li a").Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void PreviewPage_AProduct_ListsWhomItWouldBeShownToAndOffersAnAction()
    {
        GoTo("/recommendations/preview?product=P7");

        var page = Render<PreviewPage>();

        page.WaitForAssertion(() => page.FindAll("section[aria-labelledby=audience] tbody tr").ShouldNotBeEmpty(), TimeSpan.FromSeconds(20));
        page.Find("section[aria-labelledby=audience] [role=status]").TextContent.ShouldContain("is among the first ten recommendations of");
        page.FindAll("section[aria-labelledby=audience] button").ShouldContain(button => button.TextContent.Contains("Make an action"));
    }

    [Fact]
    public void PreviewPage_AProductThatTheShopDoesNotHave_SaysSo()
    {
        GoTo("/recommendations/preview?product=nothing");

        var page = Render<PreviewPage>();

        page.WaitForAssertion(() => page.Find("section[aria-labelledby=audience] [role=status]").TextContent.ShouldContain("no product “nothing”"), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void PreviewPage_AStranger_IsToldThatTheListIsNotPersonal()
    {
        GoTo("/recommendations/preview?customer=nobody");

        var page = Render<PreviewPage>();

        page.WaitForAssertion(() => page.Find(".recs .ms-note").TextContent.ShouldContain("this is what is popular"), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task SchedulesPage_AddAndTurnOff_ShowsTheNextRunAndThenNone()
    {
        GoTo("/training/schedules");
        var page = Render<SchedulesPage>();
        page.WaitForAssertion(() => page.Find("[data-ms-state=filled]"));

        await page.Find(".schedule-form button").ClickAsync(new());
        page.WaitForAssertion(() => page.Find("tbody tr").TextContent.ShouldContain("Mondays at 3:00"));
        await page.FindAll("tbody button").First(button => button.TextContent == "Turn off").ClickAsync(new());

        page.WaitForAssertion(() => page.Find("tbody tr").TextContent.ShouldContain("off"));
        await page.FindAll("tbody button").First(button => button.TextContent == "Remove").ClickAsync(new());
        page.WaitForAssertion(() => page.FindAll("tbody tr").ShouldBeEmpty());
    }

    private TrainingRun Order() => _trained.Training.EnqueueAsync(_trained.ShopId, TrainedShop.Request, Token).GetAwaiter().GetResult();

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class NoScoring : IScoringQueue
    {
        public Task EnqueueAsync(int shopId, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
