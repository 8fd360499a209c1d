using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Tests.Support;
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
        var scoring = new CustomerScoring(
            app.Services.GetRequiredService<SnapshotStore>(), scores, app.Services.GetRequiredService<PredictionSettingsStore>(),
            app.Services.GetRequiredService<IOptions<CustomerScoringOptions>>(), new Broken(), TimeProvider.System, NullLogger<CustomerScoring>.Instance);

        var problem = await Should.ThrowAsync<AggregateException>(() => scoring.ScoreAsync(shop.Id, Token));

        problem.Message.ShouldContain($"Scoring of shop {shop.Id} failed for 1 of 2 models.");
        problem.InnerExceptions.ShouldHaveSingleItem().Message.ShouldBe($"Scoring ltv of shop {shop.Id} failed.");
        (await scores.LatestAsync(shop.Id, ScoreKinds.Churn, Token)).ShouldNotBeNull();
        (await scores.LatestAsync(shop.Id, ScoreKinds.LifetimeValue, Token)).ShouldBeNull();
        (await scoring.IsStaleAsync(shop.Id, Token)).ShouldBeTrue("so that the next round tries again");
    }

    private sealed class Broken : IOptions<LifetimeValueOptions>
    {
        public LifetimeValueOptions Value => throw new InvalidOperationException("No settings.");
    }
}
