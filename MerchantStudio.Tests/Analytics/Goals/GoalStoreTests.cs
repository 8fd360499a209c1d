using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Storage;

namespace MerchantStudio.Tests.Analytics.Goals;

[Trait("Category", "Database")]
public sealed class GoalStoreTests(PostgreSqlServer server)
{
    private static readonly DateOnly s_day = new(2026, 3, 2);

    [Theory, StorageEngines]
    public async Task Judge_ADayOutsideItsBand_IsToldOnceUntilSomebodyDealtWithIt(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var (goals, shop, goal) = await WatchAsync(storage);
        var token = TestContext.Current.CancellationToken;
        var band = new ExpectedBand(0.1, 0.08, 0.12);
        GoalDay[] days = [new(s_day, 0.05, 900, band), new(s_day.AddDays(1), 0.1, 900, band), new(s_day.AddDays(2), null, 0, null)];

        await goals.JudgeAsync(goal, days, token);
        await goals.JudgeAsync(goal, days, token);

        var alert = (await goals.StandingAsync(shop, token)).ShouldHaveSingleItem();
        (alert.Alert.Day, alert.Alert.Value, alert.Measure).ShouldBe((s_day, 0.05, GoalMeasure.Conversion));
        await goals.SeenAsync(shop + 1, alert.Alert.Id, "stranger", token);
        (await goals.StandingAsync(shop, token)).Count.ShouldBe(1, "another shop's people cannot touch it");
        await goals.SeenAsync(shop, alert.Alert.Id, "olive", token);
        await goals.JudgeAsync(goal, days, token);
        (await goals.StandingAsync(shop, token)).ShouldBeEmpty();
    }

    [Theory, StorageEngines]
    public async Task Judge_ADayThatLaterDataMovedBack_LosesItsAlert(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var (goals, shop, goal) = await WatchAsync(storage);
        var token = TestContext.Current.CancellationToken;
        var band = new ExpectedBand(0.1, 0.08, 0.12);

        await goals.JudgeAsync(goal, [new GoalDay(s_day, 0.05, 900, band)], token);
        await goals.JudgeAsync(goal, [new GoalDay(s_day, 0.09, 950, band)], token);

        (await goals.StandingAsync(shop, token)).ShouldBeEmpty();
    }

    [Theory, StorageEngines]
    public async Task Set_NoShareAtAll_IsRefused(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var (goals, shop, _) = await WatchAsync(storage);
        var token = TestContext.Current.CancellationToken;

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => goals.SetAsync(shop, GoalMeasure.AddToCart, 1.5, true, null, token));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => goals.SetAsync(shop, GoalMeasure.RevenuePerVisit, double.NaN, true, null, token));
        await goals.SetAsync(shop, GoalMeasure.RevenuePerVisit, 250, false, null, token);
        await goals.RemoveAsync(shop, GoalMeasure.Conversion, token);
        (await goals.ListAsync(shop, token)).ShouldHaveSingleItem().Target.ShouldBe(250);
    }

    private static async Task<(GoalStore Goals, int Shop, int Goal)> WatchAsync(TestStorage storage)
    {
        var token = TestContext.Current.CancellationToken;
        await using var context = storage.Contexts.CreateDbContext();
        var shop = new Shop { Slug = "s", Name = "S", Currency = "GBP", TimeZoneId = "Europe/London", CreatedUtc = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc) };
        context.Add(shop);
        await context.SaveChangesAsync(token);
        var goals = new GoalStore(storage.Contexts, TimeProvider.System);
        await goals.SetAsync(shop.Id, GoalMeasure.Conversion, 0.11, true, "olive", token);
        await goals.SetAsync(shop.Id, GoalMeasure.Conversion, 0.12, true, "olive", token);
        return (goals, shop.Id, (await goals.ListAsync(shop.Id, token)).ShouldHaveSingleItem().Id);
    }
}
