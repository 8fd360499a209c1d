using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Storage;

/// <summary>Actions and own segments on every engine.</summary>
[Trait("Category", "Database")]
public sealed class CustomerWorkStoreTests(PostgreSqlServer server)
{
    private static readonly Actor s_olive = new(1, "olive@example.com", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, StorageEngines]
    public async Task Action_Kept_ComesBackWithItsListCountedAndInOrder(string engine)
    {
        await using var storage = await OpenAsync(engine);
        var shop = await storage.AddShopAsync();
        var store = storage.Services.GetRequiredService<ActionStore>();

        var id = await store.AddAsync(Action(shop.Id), Enumerable.Range(0, 5_001).Select(i => Member($"c{i:0000}", i % 10 == 0, i)), Token);

        var listed = (await store.ListAsync(shop.Id, Token)).ShouldHaveSingleItem();
        (listed.Treated, listed.HeldOut).ShouldBe((4_500, 501));
        listed.Action.ShouldBe(Action(shop.Id) with { Id = id });
        var members = await store.MembersAsync(shop.Id, id, Token);
        (members.Count, members[0].CustomerKey, members[^1].Score).ShouldBe((5_001, "c5000", 0));
    }

    [Theory, StorageEngines]
    public async Task Action_OfAnotherShop_IsNeitherReadNorChangedNorRemoved(string engine)
    {
        await using var storage = await OpenAsync(engine);
        var (ours, theirs) = (await storage.AddShopAsync(), await storage.AddShopAsync());
        var store = storage.Services.GetRequiredService<ActionStore>();
        var id = await store.AddAsync(Action(theirs.Id), [Member("a", false, 1)], Token);

        (await store.FindAsync(ours.Id, id, Token)).ShouldBeNull();
        (await store.MembersAsync(ours.Id, id, Token)).ShouldBeEmpty();
        (await store.ChangeAsync(ours.Id, id, new ActionChange("x", null, null, null), Token)).ShouldBeFalse();
        (await store.StartAsync(ours.Id, id, ImportBatches.Start, Token)).ShouldBeFalse();
        (await store.RemoveAsync(ours.Id, id, Token)).ShouldBeFalse();
        (await store.FindAsync(theirs.Id, id, Token)).ShouldBe(Action(theirs.Id) with { Id = id });
    }

    [Theory, StorageEngines]
    public async Task Action_ChangedSentAndRemoved_LeavesNothingBehind(string engine)
    {
        await using var storage = await OpenAsync(engine);
        var shop = await storage.AddShopAsync();
        var store = storage.Services.GetRequiredService<ActionStore>();
        var id = await store.AddAsync(Action(shop.Id), [Member("a", false, null), Member("b", true, 0.5)], Token);

        (await store.ChangeAsync(shop.Id, id, new ActionChange("Other", "Mia", new DateOnly(2026, 3, 1), "note"), Token)).ShouldBeTrue();
        (await store.StartAsync(shop.Id, id, ImportBatches.Start, Token)).ShouldBeTrue();
        var changed = (await store.FindAsync(shop.Id, id, Token)).ShouldNotBeNull();
        (changed.Name, changed.Owner, changed.Deadline, changed.Note, changed.StartedUtc).ShouldBe(("Other", "Mia", new DateOnly(2026, 3, 1), "note", ImportBatches.Start));
        (await store.StartAsync(shop.Id, id, null, Token)).ShouldBeTrue();
        (await store.FindAsync(shop.Id, id, Token))!.StartedUtc.ShouldBeNull();
        (await store.RemoveAsync(shop.Id, id, Token)).ShouldBeTrue();

        await using var context = storage.Contexts.CreateDbContext();
        (await context.CustomerActionMembers.CountAsync(Token)).ShouldBe(0);
    }

    [Theory, StorageEngines]
    public async Task Segment_SavedRenamedAndRemoved_KeepsNamesApart(string engine)
    {
        await using var storage = await OpenAsync(engine);
        var (ours, theirs) = (await storage.AddShopAsync(), await storage.AddShopAsync());
        var store = storage.Services.GetRequiredService<SegmentStore>();

        var first = (await store.SaveAsync(s_olive, ours.Id, null, "Big", "{}", Token)).ShouldNotBeNull();
        var second = (await store.SaveAsync(s_olive, ours.Id, null, "Quiet", "{}", Token)).ShouldNotBeNull();
        (await store.SaveAsync(s_olive, theirs.Id, null, "Big", "{}", Token)).ShouldNotBeNull();

        (await store.SaveAsync(s_olive, ours.Id, null, "Big", "{}", Token)).ShouldBeNull();
        (await store.SaveAsync(s_olive, ours.Id, second, "Big", "{}", Token)).ShouldBeNull();
        (await store.SaveAsync(s_olive, theirs.Id, first, "Stolen", "{}", Token)).ShouldBeNull();
        (await store.SaveAsync(s_olive, ours.Id, first, "Biggest", "{\"a\":1}", Token)).ShouldBe(first);
        (await store.ListAsync(ours.Id, Token)).Select(segment => (segment.Name, segment.DefinitionJson)).ShouldBe([("Biggest", "{\"a\":1}"), ("Quiet", "{}")]);
        (await store.RemoveAsync(theirs.Id, first, Token)).ShouldBeFalse();
        (await store.RemoveAsync(ours.Id, first, Token)).ShouldBeTrue();
        (await store.FindAsync(ours.Id, first, Token)).ShouldBeNull();
    }

    private Task<TestStorage> OpenAsync(string engine) =>
        TestStorage.CreateAsync(engine, server, services => services.AddSingleton<ActionStore>().AddSingleton<SegmentStore>());

    private static CustomerAction Action(int shopId) => new()
    {
        ShopId = shopId, Name = "Win back", DefinitionJson = "{}", HoldoutShare = 0.1, Seed = ulong.MaxValue - 3, CreatedUtc = ImportBatches.Start,
        CreatedBy = "olive@example.com", MeasureDays = 30, Owner = "Olive", Deadline = new DateOnly(2026, 2, 28), Note = "写一封信",
    };

    private static CustomerActionMember Member(string key, bool isHoldout, double? score) => new() { ActionId = 0, CustomerKey = key, IsHoldout = isHoldout, Score = score };
}
