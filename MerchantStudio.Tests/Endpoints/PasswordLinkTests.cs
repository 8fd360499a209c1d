using System.Net;
using System.Security.Claims;
using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Endpoints;

public sealed class PasswordLinkTests
{
    private const string Next = "another horse battery";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_Used_ChangesThePasswordOnceAndSignsOthersOut()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        var email = await app.CreatePersonAsync("mia", (shop, ShopRole.Merchant));
        var link = await MakeAsync(app, email);
        using var stranger = app.Stranger();

        (await (await UseAsync(stranger, link.Token, "short")).Content.ReadAsStringAsync(Token)).ShouldContain("role=\"alert\"");
        (await (await UseAsync(stranger, link.Token, Next)).Content.ReadAsStringAsync(Token)).ShouldContain("role=\"status\"");

        (await SignInAsync(app, email, Next)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await SignInAsync(app, email, StudioApp.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stranger.GetStringAsync(new Uri("/new-password?token=" + link.Token, UriKind.Relative), Token)).ShouldNotContain("Form.Next");
    }

    [Fact]
    public async Task Link_MadeAgainOrWrong_OpensNothing()
    {
        await using var app = StudioApp.InProcess();
        var email = await app.CreatePersonAsync("mia", (await app.CreateShopAsync(), ShopRole.Merchant));
        var (first, second) = (await MakeAsync(app, email), await MakeAsync(app, email));
        using var stranger = app.Stranger();

        foreach (var token in (string[])[first.Token, "0123", ""])
        {
            (await stranger.GetStringAsync(new Uri("/new-password?token=" + token, UriKind.Relative), Token)).ShouldNotContain("Form.Next");
        }

        (await stranger.GetStringAsync(new Uri("/new-password?token=" + second.Token, UriKind.Relative), Token)).ShouldContain("Form.Next");
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContextAsync(Token);
        (await context.PasswordResets.SingleAsync(Token)).TokenHash.ShouldNotContain(second.Token, Case.Insensitive);
    }

    [Fact]
    public async Task Link_AfterADay_HasEnded()
    {
        var clock = new ManualTime();
        await using var app = StudioApp.InProcess();
        var email = await app.CreatePersonAsync("mia", (await app.CreateShopAsync(), ShopRole.Merchant));
        var resets = new PasswordResetStore(app.Services.GetRequiredService<IDbContextFactory<MerchantDbContext>>(), clock);
        var link = await resets.CreateAsync((await resets.FindAccountAsync(email, Token)).ShouldNotBeNull(), null, Token);
        (await resets.FindOpenAsync(link.Token, Token)).ShouldNotBeNull();

        clock.Advance(PasswordResetStore.Lifetime + TimeSpan.FromSeconds(1));

        (await resets.FindOpenAsync(link.Token, Token)).ShouldBeNull();
        (await resets.TryUseAsync(link.Token, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Link_AskedForByAMerchantWhoDoesNotOwnTheInstallation_IsRefused()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        await app.CreatePersonAsync("mia", (shop, ShopRole.Merchant));
        var team = app.Services.GetRequiredService<ShopTeam>();
        var mia = (await team.MembersAsync(shop, Token)).Single();

        await Should.ThrowAsync<UnauthorizedAccessException>(() => team.MakePasswordLinkAsync(new Act(Person(mia.UserId, isOwner: false), shop), mia.UserId, Token));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => team.MakePasswordLinkAsync(new Act(Person(mia.UserId, isOwner: true), shop), mia.UserId + 99, Token));
        (await team.MakePasswordLinkAsync(new Act(Person(mia.UserId, isOwner: true), shop), mia.UserId, Token)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task DeleteOwnAccount_OneOfTwoMerchants_TakesTheNameOffWhatTheyDid()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant));
        var email = await app.CreatePersonAsync("mia", (shop, ShopRole.Merchant));
        using var mia = await app.SignedInAsync(email);
        var id = await app.Services.GetRequiredService<PasswordResetStore>().FindAccountAsync(email, Token);
        await app.Services.GetRequiredService<NoteStore>().AddAsync(new Actor(id, email, shop.Id), shop.Id, "c1", "likes blue", Token);
        var store = app.Services.GetRequiredService<SegmentStore>();
        await store.SaveAsync(new Actor(id, email, shop.Id), shop.Id, null, "Mugs", "{}", Token);
        await app.Services.GetRequiredService<ActionStore>().AddAsync(
            new CustomerAction
            {
                ShopId = shop.Id, Name = "Letter", DefinitionJson = "{}", HoldoutShare = 0, Seed = 1, MeasureDays = 30, CreatedUtc = DateTime.UnixEpoch, CreatedBy = email, Owner = email,
            }, [], Token);

        await app.Services.GetRequiredService<AuditLog>().WriteAsync(new Actor(null, email, shop.Id), "training.started", "run/1", null, Token);

        var wrong = await DeleteAsync(mia, "not the password");
        var right = await DeleteAsync(mia, StudioApp.Password);

        (wrong.StatusCode, right.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Found));
        (await app.Services.GetRequiredService<PasswordResetStore>().FindAccountAsync(email, Token)).ShouldBeNull();
        var note = (await app.Services.GetRequiredService<NoteStore>().ReadAsync(shop.Id, "c1", Token)).ShouldHaveSingleItem();
        (note.Text, note.CreatedBy, note.CreatedByUserId).ShouldBe(("likes blue", null, null));
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContextAsync(Token);
        (await context.AuditEntries.CountAsync(entry => entry.UserName == email, Token)).ShouldBe(0);
        (await context.SavedSegments.SingleAsync(Token)).CreatedBy.ShouldBeNull();
        var action = await context.CustomerActions.SingleAsync(Token);
        (action.CreatedBy, action.Owner).ShouldBe((null, null));
    }

    [Fact]
    public async Task DeleteOwnAccount_TheOnlyMerchant_IsRefusedAndChangesNothing()
    {
        await using var app = StudioApp.InProcess();
        var email = await app.CreatePersonAsync("mia", (await app.CreateShopAsync(), ShopRole.Merchant));
        using var mia = await app.SignedInAsync(email);

        (await (await DeleteAsync(mia, StudioApp.Password)).Content.ReadAsStringAsync(Token)).ShouldContain("role=\"alert\"");

        (await app.Services.GetRequiredService<PasswordResetStore>().FindAccountAsync(email, Token)).ShouldNotBeNull();
    }

    private static async Task<PasswordLink> MakeAsync(StudioApp app, string email)
    {
        var resets = app.Services.GetRequiredService<PasswordResetStore>();
        return await resets.CreateAsync((await resets.FindAccountAsync(email, Token)).ShouldNotBeNull(), null, Token);
    }

    private static Task<HttpResponseMessage> UseAsync(HttpClient client, string token, string password) => StudioApp.PostFormAsync(
        client, "/new-password?token=" + token, "new-password", ("Form.Next", password), ("Form.Repeated", password));

    private static async Task<HttpResponseMessage> SignInAsync(StudioApp app, string email, string password)
    {
        using var client = app.Stranger();
        return await StudioApp.PostFormAsync(client, "/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));
    }

    private static Task<HttpResponseMessage> DeleteAsync(HttpClient client, string password) =>
        StudioApp.PostFormAsync(client, "/account", "delete", ("Farewell.Password", password), ("Farewell.IsSure", "true"));

    private static ClaimsPrincipal Person(int id, bool isOwner) => new(new ClaimsIdentity(
        isOwner ? [new Claim(ClaimTypes.NameIdentifier, $"{id}"), InstallationOwner.Claim] : [new Claim(ClaimTypes.NameIdentifier, $"{id}")], "test"));
}
