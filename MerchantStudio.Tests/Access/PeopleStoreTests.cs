using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Access;

public sealed class PeopleStoreTests(PeopleStoreTests.App app) : IClassFixture<PeopleStoreTests.App>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private MembershipStore Memberships => app.Studio.Services.GetRequiredService<MembershipStore>();
    private InvitationStore Invitations => app.Studio.Services.GetRequiredService<InvitationStore>();

    [Theory]
    [InlineData("Corner Shop", "corner-shop")]
    [InlineData("  Café & Crème!  ", "cafe-creme")]
    [InlineData("小店", "shop")]
    [InlineData("--", "shop")]
    public void Slugify_AnyName_GivesAnAddress(string name, string slug) => ShopStore.Slugify(name).ShouldBe(slug);

    [Fact]
    public async Task CreateShop_WithANameThatIsTaken_GetsAnAddressOfItsOwn()
    {
        var first = await app.Studio.CreateShopAsync("Twin");
        var second = await app.Studio.CreateShopAsync("Twin");

        (first.Slug, second.Slug).ShouldBe(("twin", "twin-2"));
    }

    [Fact]
    public async Task Remove_TheOnlyMerchant_IsRefusedAndChangesNothing()
    {
        var shop = await app.Studio.CreateShopAsync();
        await app.Studio.CreatePersonAsync("only", (shop, ShopRole.Merchant));
        var member = (await Memberships.MembersOfAsync(shop.Id, Token)).Single();

        await Should.ThrowAsync<LastMerchantException>(() => Memberships.RemoveAsync(shop.Id, member.UserId, Token));
        await Should.ThrowAsync<LastMerchantException>(() => Memberships.PutAsync(shop.Id, member.UserId, ShopRole.Manager, Token));

        (await Memberships.MembersOfAsync(shop.Id, Token)).Single().Role.ShouldBe(ShopRole.Merchant);
    }

    [Fact]
    public async Task Accept_OneInvitationByTwoAtOnce_LetsOneIn()
    {
        var shop = await app.Studio.CreateShopAsync();
        await app.Studio.CreatePersonAsync("left", (shop, ShopRole.Merchant));
        var token = await Invitations.CreateAsync(shop.Id, ShopRole.Manager, null, 1, Token);
        var open = (await Invitations.FindOpenAsync(token, Token)).ShouldNotBeNull();

        var both = await Task.WhenAll(
            Invitations.TryAcceptAsync(open.Invitation.Id, 1, Token), Invitations.TryAcceptAsync(open.Invitation.Id, 2, Token));

        both.Count(accepted => accepted).ShouldBe(1);
    }

    [Fact]
    public async Task Revoke_AsAnotherShop_ChangesNothing()
    {
        var shop = await app.Studio.CreateShopAsync();
        var token = await Invitations.CreateAsync(shop.Id, ShopRole.Manager, null, 1, Token);
        var open = (await Invitations.FindOpenAsync(token, Token)).ShouldNotBeNull();

        await Invitations.RevokeAsync(shop.Id + 1, open.Invitation.Id, Token);

        (await Invitations.FindOpenAsync(token, Token)).ShouldNotBeNull();
    }

    /// <summary>One application for all.</summary>
    public sealed class App : IAsyncLifetime
    {
        public StudioApp Studio { get; } = StudioApp.InProcess();

        public ValueTask InitializeAsync()
        {
            _ = Studio.Server;
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => Studio.DisposeAsync();
    }
}
