using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors.Churn;
using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Tests.Pipeline.Customers;

public sealed class PartialScoringTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Score_LifetimeValueFails_KeepsChurnAndSaysWhichModelFailed()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        app.PutSnapshot(shop, builder => builder.Add(PlantedSnapshot.Order("a", new DateTime(2011, 5, 1), 900)));
        var scores = app.Services.GetRequiredService<ScoreStore>();
        var scoring = Scoring(app, new Broken());

        var problem = await Should.ThrowAsync<AggregateException>(() => scoring.ScoreAsync(shop.Id, Token));

        problem.Message.ShouldContain($"Scoring of shop {shop.Id} failed for 1 of 2 models.");
        problem.InnerExceptions.ShouldHaveSingleItem().Message.ShouldBe($"Scoring ltv of shop {shop.Id} failed.");
        (await scores.LatestAsync(shop.Id, ScoreKinds.Churn, Token)).ShouldNotBeNull();
        (await scores.LatestAsync(shop.Id, ScoreKinds.LifetimeValue, Token)).ShouldBeNull();
        (await scoring.IsStaleAsync(shop.Id, Token)).ShouldBeTrue("so that the next round tries again");
    }

    [Fact]
    public async Task Failure_OfOneModel_IsKeptUntilItSucceedsAndNotTriedAgainByTheClockAtOnce()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        app.PutSnapshot(shop, builder => builder.Add(PlantedSnapshot.Order("a", new DateTime(2011, 5, 1), 900)));
        var troubles = app.Services.GetRequiredService<ScoringTroubleQuery>();
        var settings = app.Services.GetRequiredService<IOptions<LifetimeValueOptions>>();
        await Scoring(app, settings).ScoreAsync(shop.Id, Token);
        await Should.ThrowAsync<AggregateException>(() => Scoring(app, new Broken()).ScoreAsync(shop.Id, Token));

        var trouble = (await troubles.RunAsync(shop.Id, [ScoreKinds.Churn, ScoreKinds.LifetimeValue], Token)).ShouldHaveSingleItem();
        (trouble.Failure.Kind, trouble.Failure.Reason).ShouldBe((ScoreKinds.LifetimeValue, "Unexpected: InvalidOperationException"));
        trouble.Shown.ShouldNotBeNull("what was computed before stays live").ScoredUtc.ShouldBeLessThanOrEqualTo(trouble.Failure.FailedUtc);

        await app.Services.GetRequiredService<PredictionSettingsStore>().ChangeAsync(shop.Id, before => before with { ValueHorizonWeeks = 26 }, Token);
        (await Scoring(app, settings).IsDueAsync(shop.Id, Token)).ShouldBeTrue("another choice may end otherwise");
        await Should.ThrowAsync<AggregateException>(() => Scoring(app, new Broken()).ScoreAsync(shop.Id, Token));
        (await Scoring(app, settings).IsDueAsync(shop.Id, Token)).ShouldBeFalse("the same data and choices just failed");
        (await Scoring(app, settings).IsStaleAsync(shop.Id, Token)).ShouldBeTrue();

        await Scoring(app, settings).ScoreAsync(shop.Id, Token);
        (await troubles.RunAsync(shop.Id, [ScoreKinds.Churn, ScoreKinds.LifetimeValue], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Score_Stopped_IsNoFailure()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Scoring(app, new Broken()).ScoreAsync(shop.Id, stopped.Token));

        (await app.Services.GetRequiredService<ScoringFailureStore>().ListAsync(shop.Id, Token)).ShouldBeEmpty("being stopped is no failure");
    }

    [Fact]
    public void Explain_EachKindOfFailure_IsAKeyWithoutAnybodysData()
    {
        ScoringAttempts.Explain(new InsufficientMemoryException()).ShouldBe("OutOfMemory");
        ScoringAttempts.Explain(new IOException("full", 28)).ShouldBe("DiskFull");
        ScoringAttempts.Explain(new InvalidDataException("customer 17850")).ShouldBe("DataUnreadable: InvalidDataException");
        ScoringAttempts.Explain(new LeakFoundException(["recency", "spend"])).ShouldBe("LeakFound: recency, spend");
        ScoringAttempts.Explain(new DbUpdateException("x", new SqliteException("locked", 5))).ShouldBe("RecordRefused");
        ScoringAttempts.Explain(new ArithmeticException("17850")).ShouldBe("Unexpected: ArithmeticException");
    }

    private static CustomerScoring Scoring(StudioApp app, IOptions<LifetimeValueOptions> lifetimeValue) => new(
        app.Services.GetRequiredService<SnapshotStore>(), app.Services.GetRequiredService<ScoreStore>(), app.Services.GetRequiredService<PredictionSettingsStore>(),
        app.Services.GetRequiredService<IOptions<CustomerScoringOptions>>(), lifetimeValue, app.Services.GetRequiredService<ScoringAttempts>(), TimeProvider.System,
        NullLogger<CustomerScoring>.Instance);

    private sealed class Broken : IOptions<LifetimeValueOptions>
    {
        public LifetimeValueOptions Value => throw new InvalidOperationException("No settings.");
    }
}
