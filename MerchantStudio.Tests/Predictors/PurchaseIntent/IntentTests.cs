using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.PurchaseIntent;
using MerchantStudio.Tests.Analytics.Funnels;

namespace MerchantStudio.Tests.Predictors.PurchaseIntent;

public sealed class IntentTests
{
    private static readonly IntentOptions s_options = new()
    {
        Boosting = new BoostingOptions { LearningRate = 0.1, MaxRounds = 80, Patience = 10, Folds = 2, Repeats = 1, MaxBins = 16, MaxPairs = 1 },
    };

    [Fact]
    public void Features_AnyMomentOfAnyLog_EqualTheReference() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var log = RandomLog.Of(seed);
        using var file = log.Open();
        var shop = IntentShop.Read(file.Snapshot);
        var sessions = shop.Log;
        // Visitors without a session of the last half year are not read.
        var rows = log.Visitors.Where(events => shop.Keys.Contains(events[0].CustomerKey ?? "visitor:" + events[0].VisitorKey)).SelectMany(events => events).ToList();
        SessionMoment[] moments = [.. Enumerable.Range(0, sessions.SessionCount)
            .SelectMany(session => Enumerable.Range(1, sessions.RowsOf(session).Length).Select(events => new SessionMoment(session, events)))];

        var sample = IntentSample.Of(sessions, moments, IntentFeatures.All, TestContext.Current.CancellationToken);

        for (var i = 0; i < moments.Length; i++)
        {
            var seen = sessions.RowsOf(moments[i].Session)[..moments[i].Events].ToArray();
            var first = sessions.Offsets[sessions.CustomerOf(moments[i].Session)];
            var expected = PrefixReference.Of(rows[first..seen[0]], [.. seen.Select(row => rows[row])]);
            expected.Keys.ShouldBe(sample.Features.Columns.Select(column => column.Name));
            foreach (var column in sample.Features.Columns)
            {
                (Math.Abs(column.Values[i] - expected[column.Name]) < 1e-9 || (double.IsNaN(column.Values[i]) && double.IsNaN(expected[column.Name])))
                    .ShouldBeTrue($"{column.Name}: {column.Values[i]}, expected {expected[column.Name]}");
            }
            sample.Bought[i].ShouldBe(sessions.RowsOf(moments[i].Session).ToArray().Any(row => rows[row].Kind == InteractionKind.Purchase));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Features_InAnyOrderOfMoments_AreTheSame()
    {
        using var file = IntentShop.Draw(60, seed: 5);
        var log = IntentShop.Read(file.Snapshot).Log;
        var moments = IntentSample.Draw(log, Enumerable.Range(0, log.SessionCount), 3, seed: 1);
        var forward = IntentSample.Of(log, moments, IntentFeatures.All, TestContext.Current.CancellationToken);

        var backward = IntentSample.Of(log, [.. moments.Reverse()], IntentFeatures.All, TestContext.Current.CancellationToken);

        foreach (var (column, other) in forward.Features.Columns.Zip(backward.Features.Columns))
        {
            other.Values.Reverse().ShouldBe(column.Values, column.Name);
        }
    }

    [Fact]
    public void PrefixGuard_OurFeatures_SeeNothingOfWhatComesAfter() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        using var file = RandomLog.Of(seed).Open();
        var log = IntentShop.Read(file.Snapshot).Log;
        var moments = IntentSample.Draw(log, Enumerable.Range(0, log.SessionCount), 2, seed: 1);
        PrefixGuard.FindLeaks(log, moments, IntentFeatures.All, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Run_PlantedFeatureFromTheFuture_IsNamedAndNothingIsTrained()
    {
        using var file = IntentShop.Draw(2_000, seed: 1);
        var planted = new IntentFeature("events-to-come", Monotone.Free, s => s.Log.RowsOf(s.Session).Length - s.Events);
        var others = new IntentFeature("shop-size", Monotone.Free, s => s.Log.SessionCount);

        Should.Throw<InvalidOperationException>(() => Run(IntentShop.Read(file.Snapshot), [.. IntentFeatures.All, planted, others]))
            .Message.ShouldEndWith("events-to-come, shop-size.");
    }

    [Fact]
    public void Split_AnySessions_PutsNoneOnBothSidesAndTheLaterOnesOnOne() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        using var file = RandomLog.Of(seed).Open();
        var log = IntentShop.Read(file.Snapshot).Log;

        var split = IntentProtocol.Split(log, [.. Enumerable.Range(0, log.SessionCount)], 0.3);

        split.Training.Intersect(split.Tested).ShouldBeEmpty();
        split.Training.ShouldAllBe(session => log.EndOf(session) < split.SplitMilliseconds);
        split.Tested.ShouldAllBe(session => log.StartOf(session) >= split.SplitMilliseconds);
        split.Tested.Count.ShouldBeGreaterThanOrEqualTo(Math.Min(1, log.SessionCount));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Run_SessionsThatDiffer_HasSkillIsCalibratedAndItsReasonsAddUp()
    {
        using var file = IntentShop.Draw(3_000, seed: 2);

        var details = Run(IntentShop.Read(file.Snapshot), IntentFeatures.All);

        var test = details.Test.ShouldNotBeNull();
        test.HasSkill.ShouldBeTrue();
        test.Model.LogLoss.Value.ShouldBeLessThan(test.BaseRate.LogLoss.Value);
        test.Model.ExpectedCalibrationError.ShouldBeLessThan(0.1);
        details.Shapes.OrderByDescending(shape => shape.Importance).Take(6).Select(shape => shape.Feature)
            .ShouldContain(feature => feature == "carts" || feature == "cart-value" || feature == "since-cart");
        details.Today.ShouldNotBeEmpty();
        foreach (var session in details.Today)
        {
            (details.Intercept + session.Reasons.Sum(reason => reason.LogOdds) + session.OtherTerms).ShouldBe(session.LogOdds, 1e-9);
        }
    }

    [Fact]
    public void Evaluate_ShuffledLabels_SaysNoSkill()
    {
        using var file = IntentShop.Draw(2_000, seed: 3);
        var log = IntentShop.Read(file.Snapshot).Log;
        var split = IntentProtocol.Split(log, [.. Enumerable.Range(0, log.SessionCount)], 0.3);
        var training = IntentSample.Of(log, IntentSample.Draw(log, split.Training, 1, 1), IntentFeatures.All, TestContext.Current.CancellationToken);
        var tested = IntentSample.Of(log, IntentSample.Draw(log, split.Tested, 1, 2), IntentFeatures.All, TestContext.Current.CancellationToken);
        new Random(4).Shuffle(training.Bought);
        new Random(5).Shuffle(tested.Bought);

        IntentProtocol.Evaluate(training, tested, s_options, TestContext.Current.CancellationToken).HasSkill.ShouldBeFalse();
    }

    [Fact]
    public void Run_TooFewPurchases_SaysHowManyMoreItTakes()
    {
        using var file = IntentShop.Draw(300, seed: 6);
        var sessions = IntentShop.Read(file.Snapshot);

        var details = Run(sessions, IntentFeatures.All);

        var missing = details.Missing.Single(one => one.Key == "sessions-that-buy");
        missing.Needed.ShouldBe(s_options.MinimumPerClass);
        // The last session may still be running, and few run across the split.
        missing.Present.ShouldBeInRange(Buying(sessions) - 4, Buying(sessions));
        details.Test.ShouldBeNull();
        details.Today.ShouldBeEmpty();
    }

    [Fact]
    public void Read_MoreSessionsThanAsked_TakesAsManyWithTheWholePastOfTheirCustomers()
    {
        using var file = IntentShop.Draw(500, seed: 7);

        var sessions = IntentShop.Read(file.Snapshot, most: 50);

        sessions.Chosen.Count.ShouldBe(50);
        sessions.Sessions.ShouldBe(500);
        foreach (var session in sessions.Chosen)
        {
            var customer = file.Snapshot.Customers.Find(sessions.Keys[sessions.Log.CustomerOf(session)]);
            var rows = sessions.Log.Offsets[sessions.Log.CustomerOf(session) + 1] - sessions.Log.Offsets[sessions.Log.CustomerOf(session)];
            rows.ShouldBe(file.Snapshot.CustomerOffsets[customer + 1] - file.Snapshot.CustomerOffsets[customer]);
        }
    }

    private static int Buying(ShopSessions shop) =>
        shop.Chosen.Count(session => IntentSample.EventsBeforePurchase(shop.Log, session) is > 0 and var events && events < shop.Log.RowsOf(session).Length);

    private static IntentDetails Run(ShopSessions sessions, IReadOnlyList<IntentFeature> features) =>
        IntentScoring.Run(sessions, s_options, features, TimeProvider.System, TestContext.Current.CancellationToken);
}
