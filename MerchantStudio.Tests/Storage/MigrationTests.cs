using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Tests.Storage;

[Trait("Category", "Database")]
public sealed class MigrationTests(PostgreSqlServer server)
{
    [Theory, StorageEngines]
    public async Task Migrations_OfEveryEngine_MatchTheModel(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        await using var context = storage.Contexts.CreateDbContext();
        context.Database.HasPendingModelChanges().ShouldBeFalse();
        (await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory, StorageEngines]
    public async Task SaveChanges_OfARun_KeepsTimesInUtcAndLargeSeeds(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var cancellationToken = TestContext.Current.CancellationToken;
        var queued = new DateTime(2026, 3, 29, 1, 30, 0, 125, DateTimeKind.Utc);
        await using (var context = storage.Contexts.CreateDbContext())
        {
            var shop = new Shop { Slug = "s", Name = "S", Currency = "GBP", TimeZoneId = "Europe/London", CreatedUtc = queued };
            context.Add(shop);
            await context.SaveChangesAsync(cancellationToken);
            context.Add(new TrainingRun
            {
                ShopId = shop.Id, Model = "all", Protocol = "time", SettingsJson = "{}", Seed = ulong.MaxValue - 1,
                RequestedDevice = "auto", QueuedUtc = queued,
            });
            await context.SaveChangesAsync(cancellationToken);
        }

        await using var again = storage.Contexts.CreateDbContext();
        var run = await again.TrainingRuns.SingleAsync(r => r.QueuedUtc >= queued, cancellationToken);
        run.QueuedUtc.ShouldBe(queued);
        run.QueuedUtc.Kind.ShouldBe(DateTimeKind.Utc);
        run.Seed.ShouldBe(ulong.MaxValue - 1);
    }
}
