using Bunit;
using MerchantStudio.Components.Pages.AtRisk;
using MerchantStudio.Components.Pages.ChurnModel;
using MerchantStudio.Components.Pages.CustomerProfile;
using MerchantStudio.Components.Pages.LifetimeValue;
using MerchantStudio.Components.Pages.Segments;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Churn;
using MerchantStudio.Core.Serving.Outlook;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.CustomerScience;

/// <summary>What the pages about predictions say when there is something to say.</summary>
[UseCulture("en-GB")]
public sealed class CustomerSciencePagesTests(CustomerSciencePagesTests.App app) : StudioTestContext, IClassFixture<CustomerSciencePagesTests.App>
{
    [Fact]
    public void AtRisk_OfScoredCustomers_SaysChanceHorizonStakeAndReasons()
    {
        var line = new AtRiskLine("c7", 0.63, 12_345, [new ScoreReason("recency", null, 42, 0.7), new ScoreReason("taste", null, null, -0.2) { Products = ["Bunting", "Cake tin"] }]) { ExpectedMinor = 20_000, Segment = SegmentName.AtRisk, Country = "France" };

        var page = Show<AtRiskPage>(new AtRiskReport
        {
            AsOfUtc = CustomerScienceDetails.AsOf, Details = CustomerScienceDetails.Churn, Total = 1, Scored = 40, ExpectedToLeave = 17.4, StakeMinor = 99_000, MatchingStakeMinor = 12_345,
            ValueHorizonDays = 364, Distribution = [1, 2, 3, 4, 5, 6, 7, 8, 3, 1], Lines = [line], Countries = ["France"],
        });

        var cells = page.FindAll(".at-risk-list tbody td").Select(cell => cell.TextContent.Trim()).ToArray();
        cells.ShouldBe(["c7", "63%", "£200.00", "£123.45", "At risk", "France", "▲ days since the last order (42); ▼ kind of products, such as Bunting · Cake tin"]);
        page.Markup.ShouldContain("within 90 days");
        page.FindAll(".ms-card .ms-hint").ShouldContain(hint => hint.TextContent.Contains("900 rows of 1 earlier cut-offs"));
    }

    [Fact]
    public void Model_Trained_ShowsItsTestBesideLogisticRegressionEveryShapeAndThePair()
    {
        var page = Show<ChurnModelPage>(new ChurnModelReport(CustomerScienceDetails.AsOf, CustomerScienceDetails.AsOf, CustomerScienceDetails.Churn));

        page.FindAll("tbody tr").ShouldContain(row => row.TextContent.Contains("0.760 (0.720 to 0.800)") && row.TextContent.Contains("0.740"));
        page.Markup.ShouldContain("How many stand where: days since the last order");
        page.Markup.ShouldContain("Far left stand customers who buy the likes of Bunting · Cake tin; far right, the likes of Lamp.");
        page.Markup.ShouldContain("days since the last order together with spend so far");
        page.Markup.ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData("", AtRiskCharts.ShapesOnAPage)]
    [InlineData("?page=2", 8)]
    [InlineData("?page=9", 8)]
    public void Model_WithManyShapes_ShowsEveryOnePageByPage(string query, int charts)
    {
        var shapes = ChurnFeatures.All.Take(20).Select((feature, i) => new ShapeFunction(feature.Name, [i], [0, 0.1, -0.1], [0, 0.1, 0.1], [0, 5, 5], i));
        Prepare(new ChurnModelReport(CustomerScienceDetails.AsOf, CustomerScienceDetails.AsOf, CustomerScienceDetails.Churn with { Shapes = [.. shapes] }));
        GoTo("/customers/model" + query);

        var page = Render<ChurnModelPage>();

        page.FindAll("[role=img][aria-label*='How many stand where']").Count.ShouldBe(charts);
    }

    [Fact]
    public void Value_TheSimpleRuleWasBetter_SaysSoInWordsAndLeavesOpenEndsOpen()
    {
        var page = Show<LifetimeValuePage>(new LifetimeValueReport(CustomerScienceDetails.AsOf, CustomerScienceDetails.Value));

        page.Markup.ShouldContain("The simple rule did better here");
        page.Markup.ShouldContain("£56,789");
        page.FindAll("tbody tr").Count(row => row.TextContent.Contains("0.243")).ShouldBe(1);
        page.Markup.ShouldNotContain("NaN");
    }

    [Fact]
    public void Segments_OfAShop_ShowElevenGroupsWithTheirDefinitionsAndWhoMoved()
    {
        var now = new CustomerSegments
        {
            Currency = "GBP", AsOfUtc = CustomerScienceDetails.AsOf,
            Groups = [.. Enum.GetValues<SegmentName>().Select(name => new SegmentGroup(name, 10 + (int)name, 1_000, [(5, 5)]))],
            HeatMap = Enumerable.Range(0, 5).Select(_ => new[] { 1, 2, 3, 4, 5 }).ToArray(), ComparedWithUtc = null, Moves = [],
            RecencyDays = [90, 60, 30, 7], FrequencyOrders = [1, 2, 3, 5], SpendMinor = [100, 200, 300, 400],
        };

        var page = Show<SegmentsPage>(new SegmentsPage.SegmentsView(now, new SegmentHistory([])));

        page.FindAll(".ms-table tbody tr").Count.ShouldBe(11);
        page.FindAll(".ms-table tbody .ms-wrap").Select(cell => cell.TextContent).Distinct().Count().ShouldBe(11, "each group has a definition of its own");
    }

    [Fact]
    public async Task Outlook_OfAnActiveCustomer_AddsItsReasonsUpToTheLogOdds()
    {
        var cards = await OutlookAsync(0.42, new ChurnScoreDetails(-0.3, [new ScoreReason("recency", null, 42, 0.4)], -0.3, 1));

        cards.Markup.ShouldContain("42.0%");
        cards.Markup.ShouldContain("Sum: -0.30, which is 42.0% after calibration");
        cards.Markup.ShouldContain("11 Dec 2011 – 20 Jan 2012");
    }

    [Fact]
    public async Task Outlook_OfACustomerCountedAsGone_NamesNoDateOfTheNextOrder()
    {
        var cards = await OutlookAsync(null, null);

        cards.Markup.ShouldContain("Not bought for 180 days: counted as gone already");
        cards.Markup.ShouldContain("Silent for more than 180 days: no date is named");
        cards.Markup.ShouldNotContain("20 Jan 2012");
    }

    private async Task<IRenderedComponent<CustomerOutlookCards>> OutlookAsync(double? probability, ChurnScoreDetails? details)
    {
        Prepare(new object());
        await Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);
        return Render<CustomerOutlookCards>(parameters => parameters.Add(cards => cards.Outlook, new CustomerOutlook
        {
            Churn = new ChurnOutlook
            {
                AsOfUtc = CustomerScienceDetails.AsOf, HorizonDays = 90, ActiveDays = 180, Missing = [], HasSkill = true, Probability = probability, Intercept = -0.4, Details = details, History = [],
            },
            Value = new ValueOutlook
            {
                AsOfUtc = CustomerScienceDetails.AsOf, HorizonWeeks = 52, TotalValueYears = 5, YearlyDiscount = 0.1, Missing = [], SeesNobodyLeave = false, TotalMinor = 50_000, History = [], Alive = [],
                Details = new LifetimeValueScoreDetails(
                    0.8, 2.5, 10_000, new DateTime(2011, 12, 30, 12, 0, 0, DateTimeKind.Utc), new DateTime(2011, 12, 11, 12, 0, 0, DateTimeKind.Utc), new DateTime(2012, 1, 20, 12, 0, 0, DateTimeKind.Utc)),
            },
        }));
    }

    private IRenderedComponent<TPage> Show<TPage>(object model)
        where TPage : IComponent
    {
        Prepare(model);
        return Render<TPage>();
    }

    private void Prepare(object model)
    {
        JSInterop.SetupModule(call => call.Identifier == "import").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<PageLoader>(new FilledPageLoader(model));
        Services.AddFallbackServiceProvider(app.Studio.Services);
        GoTo("/customers/at-risk");
    }

    /// <summary>One application whose services the pages are given.</summary>
    public sealed class App : IAsyncLifetime
    {
        public StudioApp Studio { get; } = StudioApp.InProcess();

        public ValueTask InitializeAsync()
        {
            _ = Studio.Server;
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => Studio.DisposeAsync();
    }
}
