using System.CommandLine;
using System.Text.Json.Nodes;
using MerchantStudio.Commands;
using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Commands;

/// <summary>What the verbs about customers print, over a shop of a year and over one that has just begun.</summary>
public sealed class CustomerVerbTests(CustomerVerbTests.TwoShops shops) : IClassFixture<CustomerVerbTests.TwoShops>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CustomerScoring Scoring => shops.App.Services.GetRequiredService<CustomerScoring>();

    [Fact]
    public async Task Ltv_OfAYear_PrintsParametersWithIntervalsAndTheBackTest()
    {
        var answer = Print(await LtvCommand.TellAsync(Scoring, shops.Year.Id, weeks: 26, asOfUtc: null, Token));

        var details = answer["details"]!.AsObject();
        details["horizonWeeks"]!.GetValue<double>().ShouldBe(26);
        details["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()).ShouldBe(["r", "alpha", "a", "b", "p", "q", "v"]);
        foreach (var parameter in details["parameters"]!.AsArray().Where(parameter => parameter!["low"] is not null))
        {
            parameter!["value"]!.GetValue<double>().ShouldBeInRange(parameter["low"]!.GetValue<double>(), parameter["high"]!.GetValue<double>());
        }

        details["backTest"]!["actualPurchases"]!.GetValue<long>().ShouldBePositive();
        details["seconds"]!.GetValue<double>().ShouldBePositive();
        answer["meanTotalValue"]!.GetValue<double>().ShouldBePositive();
    }

    [Fact]
    public async Task LtvAndChurn_OfAShopThatHasJustBegun_SayWhatIsMissingAndNoFigure()
    {
        var value = Print(await LtvCommand.TellAsync(Scoring, shops.Young.Id, null, null, Token));
        var churn = Print(await ChurnCommand.RollAsync(Scoring, shops.Young.Id, 90, null, Token));

        value["details"]!["missing"]!.AsArray().ShouldNotBeEmpty();
        value["meanTotalValue"].ShouldBeNull();
        churn["verdict"]!.GetValue<string>().ShouldBe("not enough data");
        churn["missing"]!.AsArray().ShouldNotBeEmpty();
        (churn["test"], churn["scored"]!.GetValue<int>()).ShouldBe((null, 0));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Churn_OfAYear_PrintsMetricsCalibrationReasonsAndCounts()
    {
        foreach (var answer in new[]
        {
            Print(await ChurnCommand.RollAsync(Scoring, shops.Year.Id, 60, null, Token)), Print(await ChurnCommand.CrossValidateAsync(Scoring, shops.Year.Id, 60, null, Token)),
        })
        {
            answer["horizonDays"]!.GetValue<int>().ShouldBe(60);
            answer["verdict"]!.GetValue<string>().ShouldBeOneOf("skill", "no skill", "below plain logistic regression");
            answer["test"]!["model"]!["auc"]!["value"]!.GetValue<double>().ShouldBeInRange(0, 1);
            answer["test"]!["model"]!["calibration"]!.AsArray().ShouldNotBeEmpty();
            answer["test"]!["logistic"]!["brier"].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Segments_OfAYear_PutEveryCustomerIntoOneOfElevenGroups()
    {
        var answer = Print(await SegmentsCommand.ElevenAsync(shops.App.Services, shops.Year.Id, null, Token));

        var groups = answer["groups"]!.AsArray();
        groups.Count.ShouldBe(Enum.GetValues<SegmentName>().Length);
        groups.Sum(group => group!["customers"]!.GetValue<int>()).ShouldBe(answer["customers"]!.GetValue<int>());
        answer["moves"]!.AsArray().ShouldNotBeEmpty();

        var rule = new SegmentRule { Conditions = [new SegmentCondition(SegmentField.Orders, SegmentOperator.AtLeast, Number: 5)] };
        var found = Print(await SegmentsCommand.FoundAsync(shops.App.Services, shops.Year.Id, rule, Token));
        found["customers"]!.AsArray().Count.ShouldBe(found["total"]!.GetValue<int>());
        found["total"]!.GetValue<int>().ShouldBeInRange(1, TwoShops.Customers - 1);
    }

    [Fact]
    public async Task Actions_OneOfTwo_ListsThemAndTellsWhoIsTreatedAndHeldOut()
    {
        var (service, query) = (shops.App.Services.GetRequiredService<ActionService>(), shops.App.Services.GetRequiredService<ActionQuery>());
        var draft = new ActionDraft { Name = "Letter", Source = new ActionSource(ActionSources.Customers, "Everybody"), HoldoutShare = 0.5, Owner = "Mia" };
        var made = await service.MakeAsync(new Actor(1, "mia", shops.Year.Id), draft, [.. Enumerable.Range(0, 40).Select(i => new ActionCandidate($"c{i}"))], keepsRefusers: false, Token);

        Print(await ActionsCommand.TellAsync(query, shops.Year.Id, null, Token))["actions"]!.AsArray().ShouldHaveSingleItem()!["owner"]!.GetValue<string>().ShouldBe("Mia");
        var one = Print(await ActionsCommand.TellAsync(query, shops.Year.Id, made.Id, Token));

        (one["treated"]!.AsArray().Count, one["heldOut"]!.AsArray().Count).ShouldBe((made.Treated, made.HeldOut));
        one["action"]!["state"]!.GetValue<string>().ShouldBe("planned");
        (await Should.ThrowAsync<ArgumentException>(() => ActionsCommand.TellAsync(query, shops.Year.Id, 99, Token))).Message.ShouldContain("99");
    }

    [Fact]
    public async Task Customer_OfAShopThatWasNeverScored_IsScoredFirstAndTellsValueAndWhatChurnLacks()
    {
        var answer = Print(await CustomerCommand.TellAsync(shops.App.Services, new CustomerProfileRequest(shops.Young.Id, "a"), Token));

        answer["summary"]!["key"]!.GetValue<string>().ShouldBe("a");
        answer["predictions"]!["churn"]!["missing"]!.AsArray().ShouldNotBeEmpty();
        answer["predictions"]!["churn"]!["probabilityToLeave"].ShouldBeNull();
        answer["predictions"]!["value"]!["totalMinor"].ShouldBeNull();
    }

    [Theory]
    [InlineData("churn --shop s --horizon 3x")]
    [InlineData("churn --shop s --protocol cv9")]
    [InlineData("ltv --shop s --as-of yesterday")]
    [InlineData("segments")]
    public void Verb_WithWordsThatMakeNoSense_IsRefused(string words)
    {
        var root = new RootCommand { ChurnCommand.Create(), LtvCommand.Create(), SegmentsCommand.Create() };

        root.Parse(words).Errors.ShouldNotBeEmpty();
    }

    // Exactly what is printed, which may hold nothing that JSON does not know.
    private static JsonObject Print(object answer) => VerbHost.ToNode(answer).AsObject();

    public sealed class TwoShops : IAsyncLifetime
    {
        public const int Customers = 420;

        public StudioApp App { get; } = StudioApp.InProcess();
        public Shop Year { get; private set; } = null!;
        public Shop Young { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            (Year, Young) = (await App.CreateShopAsync("Year"), await App.CreateShopAsync("Young"));
            var day = new DateTime(2010, 12, 1, 10, 0, 0);
            App.PutSnapshot(Young, builder => builder.Add(PlantedSnapshot.Order("a", day, 900)));
            App.PutSnapshot(Year, builder =>
            {
                var random = new Random(8);
                for (var customer = 0; customer < Customers; customer++)
                {
                    var last = customer % 3 == 0 ? 150 + random.Next(200) : 400;
                    for (var at = random.Next(120); at < last; at += 12 + random.Next(90))
                    {
                        builder.Add(PlantedSnapshot.Order($"c{customer}", day.AddDays(at), 500 + random.Next(5_000), $"p{random.Next(30)}"));
                    }
                }
            });
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
