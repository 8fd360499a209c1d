using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Core.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Storage;

public sealed class ScoreStoreTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    private static readonly DateTime s_day = new(2026, 3, 10, 8, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, StorageEngines]
    public async Task Add_ScoresInAnyOrder_AreReadBackWithTheirDetails(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server, Register);
        var (store, shop) = await OpenAsync(storage);

        var id = await store.AddAsync(Set(shop, s_day), [Score("z", 0.2, "{}"), Score("a 'quoted' 客户", 0.9, null)], Token);

        (await store.ScoresAsync(id, Token)).Select(score => (score.CustomerKey, score.Value, score.DetailsJson))
            .ShouldBe([("a 'quoted' 客户", 0.9, (string?)null), ("z", 0.2, "{}")]);
        (await store.LatestAsync(shop, ScoreKinds.Churn, Token)).ShouldNotBeNull().Id.ShouldBe(id);
        (await store.ScoreOfAsync(id, "z", Token)).ShouldNotBeNull().Value.ShouldBe(0.2);
        (await store.ScoreOfAsync(id, "nobody", Token)).ShouldBeNull();
    }

    [Theory, StorageEngines]
    public async Task Add_ThatFailsHalfWay_LeavesTheSetBeforeLive(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server, Register);
        var (store, shop) = await OpenAsync(storage);
        var first = await store.AddAsync(Set(shop, s_day), [Score("a", 0.5, "{}")], Token);

        // The same customer twice breaks the key after rows have been written.
        await Should.ThrowAsync<Exception>(() => store.AddAsync(Set(shop, s_day.AddDays(1)), [Score("a", 0.1, null), Score("b", 0.1, null), Score("b", 0.2, null)], Token));

        (await store.LatestAsync(shop, ScoreKinds.Churn, Token)).ShouldNotBeNull().Id.ShouldBe(first);
        (await store.ScoresAsync(first, Token)).ShouldHaveSingleItem().Value.ShouldBe(0.5);
    }

    [Theory, StorageEngines]
    public async Task History_OverManyScorings_IsOneFigurePerDayAndBounded(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server, Register);
        var (store, shop) = await OpenAsync(storage);
        for (var day = 0; day < 100; day += 4)
        {
            await store.AddAsync(Set(shop, s_day.AddDays(day)), [Score("a", day, "{}")], Token);
        }

        await store.AddAsync(Set(shop, s_day.AddDays(96).AddHours(5)), [Score("a", 1_000, "{}")], Token);

        var history = await store.HistoryAsync(shop, ScoreKinds.Churn, "a", Token);
        history.Select(score => score.AsOfUtc).ShouldBeInOrder();
        history[^1].Value.ShouldBe(1_000);
        history.Count(score => score.AsOfUtc.Date == s_day.AddDays(96).Date).ShouldBe(1);
        history.Count.ShouldBeInRange(ScoreRetention.Recent, ScoreRetention.Recent + 4);
        await using var context = await storage.Contexts.CreateDbContextAsync(Token);
        (await context.CustomerScores.CountAsync(score => score.DetailsJson != null, Token)).ShouldBe(2);
    }

    [Theory, StorageEngines]
    public async Task History_OfAnotherShopOrKind_IsNotMixedIn(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server, Register);
        var (store, shop) = await OpenAsync(storage);
        var other = (await storage.Services.GetRequiredService<ShopStore>().CreateAsync(s_details, "other", Token)).Id;
        await store.AddAsync(Set(other, s_day), [Score("a", 0.1, null)], Token);
        await store.AddAsync(Set(shop, s_day) with { Kind = ScoreKinds.LifetimeValue }, [Score("a", 12, null)], Token);

        (await store.HistoryAsync(shop, ScoreKinds.Churn, "a", Token)).ShouldBeEmpty();
        (await store.HistoryAsync(shop, ScoreKinds.LifetimeValue, "a", Token)).ShouldHaveSingleItem().Value.ShouldBe(12);
    }

    [Theory, StorageEngines]
    public async Task PredictionSettings_ChangedOneByOne_KeepTheOthers(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server, Register);
        var (_, shop) = await OpenAsync(storage);
        var settings = storage.Services.GetRequiredService<PredictionSettingsStore>();
        (await settings.FindAsync(shop, Token)).ShouldBeNull();

        await settings.ChangeAsync(shop, before => before with { ChurnHorizonDays = 45 }, Token);
        await settings.ChangeAsync(shop, before => before with { YearlyDiscount = 0.15, ValueHorizonWeeks = 26 }, Token);

        var found = (await settings.FindAsync(shop, Token)).ShouldNotBeNull();
        (found.ChurnHorizonDays, found.YearlyDiscount, found.ValueHorizonWeeks).ShouldBe((45, 0.15, 26));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => settings.ChangeAsync(shop, before => before with { ChurnHorizonDays = 0 }, Token));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => settings.ChangeAsync(shop, before => before with { YearlyDiscount = double.NaN }, Token));
        (await settings.FindAsync(shop, Token)).ShouldBe(found);
    }

    [Theory, StorageEngines]
    public async Task ScoringFailures_OfTwoKinds_AreReplacedAndClearedOneByOne(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server, Register);
        var (_, shop) = await OpenAsync(storage);
        var failures = storage.Services.GetRequiredService<ScoringFailureStore>();
        var first = new ScoringFailure { ShopId = shop, Kind = ScoreKinds.Churn, FailedUtc = s_day, Reason = "DiskFull", DataFingerprint = "f" };
        await failures.ReportAsync(first, Token);
        await failures.ReportAsync(first with { Kind = ScoreKinds.LifetimeValue }, Token);
        await failures.ReportAsync(first with { FailedUtc = s_day.AddHours(1), Reason = "OutOfMemory", DataFingerprint = null }, Token);

        (await failures.ListAsync(shop, Token)).Select(failure => (failure.Kind, failure.Reason, failure.FailedUtc, failure.DataFingerprint))
            .ShouldBe([(ScoreKinds.Churn, "OutOfMemory", s_day.AddHours(1), (string?)null), (ScoreKinds.LifetimeValue, "DiskFull", s_day, "f")]);
        (await failures.ListAsync(shop + 1, Token)).ShouldBeEmpty();
        await failures.ClearAsync(shop, ScoreKinds.Churn, Token);
        (await failures.ListAsync(shop, Token)).ShouldHaveSingleItem().Kind.ShouldBe(ScoreKinds.LifetimeValue);
    }

    [Theory, StorageEngines]
    public async Task Notes_DeletedBySomebodyElse_StayUnlessTheShopIsTheirs(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server, Register);
        var (_, shop) = await OpenAsync(storage);
        var notes = storage.Services.GetRequiredService<NoteStore>();
        var id = await notes.AddAsync(new Actor(7, "olive", shop), shop, "c1", "  calls on Mondays  ", Token);

        (await notes.DeleteAsync(shop, id, onlyByUserId: 8, Token)).ShouldBeFalse();
        (await notes.DeleteAsync(shop + 1, id, onlyByUserId: null, Token)).ShouldBeFalse();
        var note = (await notes.ReadAsync(shop, "c1", Token)).ShouldHaveSingleItem();
        (note.Text, note.CreatedBy, note.CreatedByUserId).ShouldBe(("calls on Mondays", "olive", 7));
        (await notes.ReadAsync(shop, "c2", Token)).ShouldBeEmpty();
        (await notes.DeleteAsync(shop, id, onlyByUserId: 7, Token)).ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(() => notes.AddAsync(new Actor(7, "olive", shop), shop, "c1", " ", Token));
        await Should.ThrowAsync<ArgumentException>(() => notes.AddAsync(new Actor(7, "olive", shop), shop, "c1", new string('x', NoteStore.LongestText + 1), Token));
    }

    [Fact]
    public void Expired_SetsOfThreeYears_KeepTheNewestAndTheLastOfEachMonth()
    {
        var sets = Enumerable.Range(0, 1_100).Select(day => (Id: (long)day + 1, AsOfUtc: s_day.AddDays(day))).ToArray();

        var expired = ScoreRetention.Expired(sets);

        var kept = sets.Where(set => !expired.Contains(set.Id)).ToArray();
        kept.Length.ShouldBeInRange(ScoreRetention.Recent + ScoreRetention.Months - 1, ScoreRetention.Recent + ScoreRetention.Months + 1);
        kept.ShouldContain(sets[^1]);
        kept.SkipLast(ScoreRetention.Recent).ShouldAllBe(set => set.AsOfUtc.AddDays(1).Month != set.AsOfUtc.Month || set.AsOfUtc > s_day.AddDays(1_060));
        ScoreRetention.Expired([]).ShouldBeEmpty();
        ScoreRetention.Expired([(5, s_day)]).ShouldBeEmpty();
    }

    private static readonly ShopDetails s_details = new() { Name = "Corner", Currency = "GBP", TimeZoneId = "Europe/London" };

    private static void Register(IServiceCollection services) =>
        services.AddPeople().AddSingleton<ScoreStore>().AddSingleton<ScoringFailureStore>().AddSingleton<PredictionSettingsStore>().AddSingleton<NoteStore>();

    private static async Task<(ScoreStore Store, int ShopId)> OpenAsync(TestStorage storage) =>
        (storage.Services.GetRequiredService<ScoreStore>(), (await storage.Services.GetRequiredService<ShopStore>().CreateAsync(s_details, null, Token)).Id);

    private static ScoreSet Set(int shopId, DateTime asOfUtc) => new() { ShopId = shopId, Kind = ScoreKinds.Churn, AsOfUtc = asOfUtc, HorizonDays = 90, CreatedUtc = asOfUtc };

    private static CustomerScore Score(string key, double value, string? details) => new() { ScoreSetId = 0, CustomerKey = key, Value = value, DetailsJson = details };
}
