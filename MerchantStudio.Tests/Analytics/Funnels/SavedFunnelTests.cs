using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Storage;

namespace MerchantStudio.Tests.Analytics.Funnels;

[Trait("Category", "Database")]
public sealed class SavedFunnelTests(PostgreSqlServer server)
{
    [Theory, StorageEngines]
    public async Task Save_AnyFunnel_IsSharedInItsShopOnly(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var (one, other) = (await AddShopAsync(storage, "one"), await AddShopAsync(storage, "other"));
        var funnels = new SavedFunnels(storage.Contexts, TimeProvider.System);
        var token = TestContext.Current.CancellationToken;

        (await funnels.SaveAsync(one, " Way to the order ", "steps=view_item,purchase", "olive", token)).ShouldBe(SavedFunnelProblem.None);
        (await funnels.SaveAsync(one, "Carts", "steps=view_item,add_to_cart", "olive", token)).ShouldBe(SavedFunnelProblem.None);
        (await funnels.SaveAsync(one, "Carts", "steps=search,add_to_cart", "max", token)).ShouldBe(SavedFunnelProblem.None);

        var kept = await funnels.ListAsync(one, token);
        kept.Select(funnel => funnel.Name).ShouldBe(["Carts", "Way to the order"]);
        kept[0].Definition.ShouldBe("steps=search,add_to_cart");
        kept[0].ChangedUtc.ShouldNotBeNull();
        (await funnels.ListAsync(other, token)).ShouldBeEmpty();
    }

    [Theory, StorageEngines]
    public async Task Rename_ToATakenOrEmptyName_IsRefused(string engine)
    {
        await using var storage = await TestStorage.CreateAsync(engine, server);
        var (shop, other) = (await AddShopAsync(storage, "one"), await AddShopAsync(storage, "other"));
        var funnels = new SavedFunnels(storage.Contexts, TimeProvider.System);
        var token = TestContext.Current.CancellationToken;
        _ = await funnels.SaveAsync(shop, "A", "steps=view_item", null, token);
        _ = await funnels.SaveAsync(shop, "B", "steps=purchase", null, token);
        var id = (await funnels.ListAsync(shop, token))[0].Id;

        (await funnels.RenameAsync(shop, id, "B", token)).ShouldBe(SavedFunnelProblem.NameTaken);
        (await funnels.RenameAsync(shop, id, "  ", token)).ShouldBe(SavedFunnelProblem.NameMissing);
        (await funnels.RenameAsync(shop, id, new string('x', 81), token)).ShouldBe(SavedFunnelProblem.NameTooLong);
        (await funnels.RenameAsync(other, id, "C", token)).ShouldBe(SavedFunnelProblem.NotThere, "another shop's funnel");
        (await funnels.RenameAsync(shop, id, "C", token)).ShouldBe(SavedFunnelProblem.None);

        await funnels.DeleteAsync(other, id, token);
        (await funnels.ListAsync(shop, token)).Select(funnel => funnel.Name).ShouldBe(["B", "C"]);
        await funnels.DeleteAsync(shop, id, token);
        (await funnels.ListAsync(shop, token)).Select(funnel => funnel.Name).ShouldBe(["B"]);
    }

    private static async Task<int> AddShopAsync(TestStorage storage, string slug)
    {
        await using var context = storage.Contexts.CreateDbContext();
        var shop = new Shop { Slug = slug, Name = slug, Currency = "GBP", TimeZoneId = "Europe/London", CreatedUtc = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc) };
        context.Add(shop);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return shop.Id;
    }
}
