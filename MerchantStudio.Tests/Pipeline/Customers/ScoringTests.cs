using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Churn;
using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Predictors;
using MerchantStudio.Tests.Predictors.Churn;
using MerchantStudio.Tests.Snapshots;

namespace MerchantStudio.Tests.Pipeline.Customers;

public sealed class ScoringTests
{
    private static readonly DateTime s_asOf = DateTime.UnixEpoch.AddDays(400);
    private static readonly ChurnOptions s_churn = new() { HorizonDays = 60, ActiveDays = 120, MinimumPerClass = 20, Boosting = new BoostingOptions { Repeats = 1, LearningRate = 0.05 } };

    [Fact]
    public void Churn_ShopWithARhythm_GivesEveryActiveCustomerACalibratedChanceAndReasonsThatAddUp()
    {
        var purchases = new ShopPurchases(ChurnShop.Draw(700, seed: 9), [.. Enumerable.Range(0, 700).Select(i => $"c{i}")], "GBP");

        var result = ChurnScoring.Run(purchases, s_asOf, s_churn, TimeProvider.System, TestContext.Current.CancellationToken);

        result.Details.Missing.ShouldBeEmpty();
        result.Details.Test!.Model.HasSkill.ShouldBeTrue();
        result.Scores.Count.ShouldBeGreaterThan(200);
        foreach (var score in result.Scores)
        {
            score.Value.ShouldBeInRange(0, 1);
            var details = JsonSerializer.Deserialize<ChurnScoreDetails>(score.DetailsJson!, JsonSerializerOptions.Web)!;
            if (details.Before is { } before)
            {
                (before.LogOdds + before.Changes.Sum(change => change.LogOdds) + before.OtherChanges).ShouldBe(details.LogOdds, 1e-9);
            }

            details.Reasons.Concat(details.Before?.Changes ?? []).ShouldAllBe(reason => !reason.Feature.StartsWith("taste-"), "the directions of taste are one reason");
            (result.Details.Intercept + details.Reasons.Sum(reason => reason.LogOdds) + details.OtherTerms).ShouldBe(details.LogOdds, 1e-9);
        }
    }

    [Fact]
    public void Churn_ShopWithAYearOfOrders_IsTestedMonthByMonth()
    {
        var purchases = new ShopPurchases(ChurnShop.Draw(700, seed: 9), [.. Enumerable.Range(0, 700).Select(i => $"c{i}")], "GBP");

        var details = ChurnScoring.Run(purchases, s_asOf, s_churn, TimeProvider.System, TestContext.Current.CancellationToken).Details;

        details.Months.Count.ShouldBeGreaterThan(2);
        details.Months.Select(month => month.CutoffUtc).ShouldBeInOrder();
        details.Months[^1].CutoffUtc.ShouldBe(details.Test!.CutoffUtc);
        details.Months.ShouldAllBe(month => month.Left > 0 && month.Left < month.Customers && Math.Abs(month.ExpectedToLeave - month.Left) < 0.25 * month.Customers);
        details.Rhythm!.Counts.Sum(part => part.Gaps).ShouldBe(details.Rhythm.Gaps);
    }

    [Fact]
    public void Churn_MoreRowsThanMayBeLearnedFrom_LearnsFromSomeAndScoresAll()
    {
        var purchases = new ShopPurchases(ChurnShop.Draw(900, seed: 9), [.. Enumerable.Range(0, 900).Select(i => $"c{i}")], "GBP");
        var all = ChurnScoring.Run(purchases, s_asOf, s_churn, TimeProvider.System, TestContext.Current.CancellationToken);

        var some = ChurnScoring.Run(purchases, s_asOf, s_churn with { MaxTrainingRows = 6_000 }, TimeProvider.System, TestContext.Current.CancellationToken);

        some.Details.LearnedFromOneIn.ShouldBe(2);
        some.Scores.Count.ShouldBe(all.Scores.Count);
        some.Details.Test!.TrainingRows.ShouldBeLessThan(all.Details.Test!.TrainingRows * 2 / 3);
    }

    [Fact]
    public void Both_ShopOfSubscriptionsInWhichAFewStop_StayFiniteAndSensible()
    {
        var builder = new PurchaseLogBuilder();
        for (var customer = 0; customer < 400; customer++)
        {
            for (var day = customer % 30; day < (customer % 4 == 0 ? 100 + (customer % 250) : 400); day += 30)
            {
                builder.Buy(customer, day, 1_500);
            }
        }

        var purchases = new ShopPurchases(builder.Build(), [.. Enumerable.Range(0, 400).Select(i => $"c{i}")], "GBP");
        var churn = ChurnScoring.Run(purchases, s_asOf, s_churn with { MinimumPerClass = 10 }, TimeProvider.System, TestContext.Current.CancellationToken);
        var value = LifetimeValueScoring.Run(purchases, s_asOf, new LifetimeValueOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

        churn.Scores.ShouldAllBe(score => score.Value >= 0 && score.Value <= 1);
        value.Scores.ShouldAllBe(score => double.IsFinite(score.Value) && score.Value >= 0);
        JsonSerializer.Serialize(churn.Details, ScoreJson.Options).ShouldNotContain("NaN");
        JsonSerializer.Serialize(value.Details, ScoreJson.Options).ShouldNotContain("NaN");
    }

    [Fact]
    public void Both_RefundsAndNegativeTotalsOnly_SayWhatIsMissing()
    {
        var log = new PurchaseLogBuilder().Return(0, 10, 500).Return(1, 395, 700).Buy(2, 100, -300).Build();
        var purchases = new ShopPurchases(log, ["a", "b", "c"], "GBP");

        ChurnScoring.Run(purchases, s_asOf, s_churn, TimeProvider.System, TestContext.Current.CancellationToken).Details.Missing.ShouldNotBeEmpty();
        LifetimeValueScoring.Run(purchases, s_asOf, new LifetimeValueOptions(), TimeProvider.System, TestContext.Current.CancellationToken).Details.Missing.ShouldNotBeEmpty();
    }

    [Fact]
    public void Churn_ShopWithTwoCustomers_SaysWhatIsMissingAndScoresNobody()
    {
        var log = new PurchaseLogBuilder().Buy(0, 10, 500).Buy(0, 390, 500).Buy(1, 200, 100).Return(1, 201, 900).Build();

        var result = ChurnScoring.Run(new ShopPurchases(log, ["a", "b"], "GBP"), s_asOf, s_churn, TimeProvider.System, TestContext.Current.CancellationToken);

        result.Scores.ShouldBeEmpty();
        result.Details.Missing.ShouldContain(missing => missing.Key == "returning-customers" && missing.More > 0);
    }

    [Fact]
    public void Churn_ShortHistory_AsksForMoreDays()
    {
        var log = new PurchaseLogBuilder().Buy(0, 390, 500).Build();

        var result = ChurnScoring.Run(new ShopPurchases(log, ["a"], "GBP"), s_asOf, s_churn, TimeProvider.System, TestContext.Current.CancellationToken);

        result.Details.Missing.ShouldHaveSingleItem().Key.ShouldBe("days-of-orders");
    }

    [Fact]
    public void LifetimeValue_OneCustomerWithHalfOfAllOrders_StaysFiniteForEverybody()
    {
        var builder = new PurchaseLogBuilder();
        for (var customer = 0; customer < 200; customer++)
        {
            builder.Buy(customer, customer % 90, 1_000).Buy(customer, 100 + customer, 1_500);
        }

        for (var order = 0; order < 399; order++)
        {
            builder.Buy(200, order, 1_000_000);
        }

        var purchases = new ShopPurchases(builder.Return(7, 350, 90_000).Build(), [.. Enumerable.Range(0, 201).Select(i => $"c{i}")], "GBP");

        var set = LifetimeValueScoring.Run(purchases, s_asOf, new LifetimeValueOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

        set.Scores.Count.ShouldBe(201);
        set.Scores.ShouldAllBe(score => double.IsFinite(score.Value) && score.Value >= 0);
        set.Details.Parameters.Select(parameter => parameter.Name).ShouldBe(["r", "alpha", "a", "b", "p", "q", "v"]);
        set.Details.BackTest.ShouldNotBeNull();
    }

    [Fact]
    public void LifetimeValue_TooFewReturningCustomers_SaysHowManyMore()
    {
        var log = new PurchaseLogBuilder().Buy(0, 10, 500).Buy(0, 300, 500).Buy(1, 20, 500).Build();

        var set = LifetimeValueScoring.Run(new ShopPurchases(log, ["a", "b"], "GBP"), s_asOf, new LifetimeValueOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

        set.Scores.ShouldBeEmpty();
        set.Details.Missing.ShouldHaveSingleItem().More.ShouldBe(49);
    }

    [Fact]
    public void Purchases_FromASnapshot_KeepDaysOfTheShopAndTellReturnsApart()
    {
        using var file = SnapshotFile.Of(
            Row("a", new DateTime(2011, 5, 1, 9, 0, 0, DateTimeKind.Utc), InteractionKind.Purchase, 500),
            Row("a", new DateTime(2011, 5, 3, 9, 0, 0, DateTimeKind.Utc), InteractionKind.Refund, -200),
            Row("b", new DateTime(2011, 5, 2, 9, 0, 0, DateTimeKind.Utc), InteractionKind.ViewItem, 0),
            Row("c", new DateTime(2011, 6, 2, 9, 0, 0, DateTimeKind.Utc), InteractionKind.Purchase, 900));

        var purchases = ShopPurchases.Read(file.Snapshot, new DateTime(2011, 6, 1, 0, 0, 0, DateTimeKind.Utc));

        purchases.Keys.ShouldBe(["a"]);
        purchases.Log.IsReturn.ShouldBe([false, true]);
        purchases.Log.AmountMinor.ShouldBe([500, -200]);
        purchases.Log.Day[0].ShouldBe(new DateOnly(2011, 5, 1).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
        purchases.Log.Events.ShouldBeNull();
    }

    [Theory]
    [InlineData(7, 14)]
    [InlineData(40, 45)]
    [InlineData(70, 90)]
    public void Rhythm_RegularGaps_ProposeTheNextUsualLength(int gap, int horizon)
    {
        var builder = new PurchaseLogBuilder();
        for (var day = 0; day < 400; day += gap)
        {
            builder.Buy(0, day, 100).Buy(1, day + 1, 100);
        }

        ShopRhythm.Of(builder.Build()).ProposedHorizonDays.ShouldBe(horizon);
    }

    private static SnapshotRow Row(string customer, DateTime utc, InteractionKind kind, long amountMinor) => new()
    {
        CustomerKey = customer, ItemKey = "p", Kind = kind, Time = new DateTimeOffset(utc).ToUnixTimeMilliseconds(), OrderKey = $"{customer}{utc.Day}", AmountMinor = amountMinor,
    };
}
