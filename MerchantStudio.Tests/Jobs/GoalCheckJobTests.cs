using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Jobs;
using MerchantStudio.Tests.Pipeline.Import;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Quartz;

namespace MerchantStudio.Tests.Jobs;

[Trait("Category", "Database")]
public sealed class GoalCheckJobTests(PostgreSqlServer server)
{
    [Fact]
    public async Task Execute_AfterDataChangedWithoutAnImportThatJudgesThem_JudgesTheGoals()
    {
        var configuration = new ConfigurationBuilder().Build();
        // Nothing follows an import here, so that only the job can raise an alert or take it back.
        await using var harness = await ImportHarness.CreateAsync("sqlite", server, services => services.AddAnalytics(configuration).AddCustomerScoring(configuration));
        var (goals, token) = (harness.Storage.Services.GetRequiredService<GoalStore>(), TestContext.Current.CancellationToken);
        await goals.SetAsync(harness.Shop.Id, GoalMeasure.Conversion, null, alerts: true, "olive", token);
        await harness.CommitAsync(GoalAlertImportTests.Log(0, 56, buyers: 12));
        var bad = await harness.CommitAsync(GoalAlertImportTests.Log(56, 1, buyers: 1) + GoalAlertImportTests.Log(57, 1, buyers: 12, header: false));
        (await goals.StandingAsync(harness.Shop.Id, token)).ShouldBeEmpty("nobody has looked yet");

        await RunAsync(harness);

        var alert = (await goals.StandingAsync(harness.Shop.Id, token)).ShouldHaveSingleItem();
        (alert.Measure, alert.Alert.Visits).ShouldBe((GoalMeasure.Conversion, GoalAlertImportTests.VisitsADay));
        alert.Alert.Value.ShouldBeLessThan(alert.Alert.Low);

        (await harness.Imports.UndoAsync(harness.Shop.Id, bad.Id, "olive", token)).ShouldNotBeNull();
        await harness.CommitAsync(GoalAlertImportTests.Log(56, 2, buyers: 12));
        await RunAsync(harness);

        (await goals.StandingAsync(harness.Shop.Id, token)).ShouldBeEmpty("the day is as its weekday is, after all");
    }

    private static async Task RunAsync(ImportHarness harness)
    {
        var context = Substitute.For<IJobExecutionContext>();
        context.MergedJobDataMap.Returns(new JobDataMap { { ScoreCustomersJob.ShopIdEntry, JobData.Write(harness.Shop.Id) } });
        await ActivatorUtilities.CreateInstance<ScoreCustomersJob>(harness.Storage.Services).Execute(context, TestContext.Current.CancellationToken);
    }
}
