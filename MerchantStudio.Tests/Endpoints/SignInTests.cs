using System.Net;
using System.Text.RegularExpressions;
using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Endpoints;

public sealed class SignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstRun_WithTheTokenOfTheConsole_MakesTheOwnerAndTheirShopOnce()
    {
        await using var app = StudioApp.InProcess();
        var token = await app.Services.GetRequiredService<FirstRunGuard>().CreateTokenAsync(Token);
        using var owner = app.Stranger();

        var made = await FirstRunAsync(owner, token);
        made.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await owner.GetStringAsync(made.Headers.Location, Token)).ShouldContain("Corner Shop is ready");
        (await owner.GetAsync(new Uri("/settings/people", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.GetFiles(app.DataFolder, "first-run*").ShouldBeEmpty();
        using var second = app.Stranger();
        (await second.GetStringAsync(new Uri("/first-run", UriKind.Relative), Token)).ShouldNotContain("Form.Token");
    }

    [Fact]
    public async Task FirstRun_WithAnotherToken_MakesNobody()
    {
        await using var app = StudioApp.InProcess();
        await app.Services.GetRequiredService<FirstRunGuard>().CreateTokenAsync(Token);
        using var client = app.Stranger();

        var answer = await FirstRunAsync(client, "0123456789abcdef0123456789abcdef");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("role=\"alert\"");
        (await app.Services.GetRequiredService<FirstRunGuard>().IsOpenAsync(Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task FirstRun_Token_IsKeptOnlyAsItsHash()
    {
        await using var app = StudioApp.InProcess();
        var token = await app.Services.GetRequiredService<FirstRunGuard>().CreateTokenAsync(Token);

        foreach (var file in Directory.GetFiles(app.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.Contains(".db", StringComparison.Ordinal)))
        {
            (await File.ReadAllTextAsync(file, Token)).ShouldNotContain(token);
        }
    }

    [Fact]
    public async Task SignIn_WithWrongPasswords_LocksTheAccountEvenForTheRightOne()
    {
        await using var app = StudioApp.InProcess(null, ("MerchantStudio:Accounts:LockoutAfter", "3"));
        var email = await app.CreatePersonAsync("mia", (await app.CreateShopAsync(), ShopRole.Manager));
        using var client = app.Stranger();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await SignInAsync(client, email, "not my password");
        }

        var answer = await SignInAsync(client, email, StudioApp.Password);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("locked");
    }

    [Fact]
    public async Task SignIn_TriedTooOftenFromOneAddress_IsRefused()
    {
        await using var app = StudioApp.InProcess(null, ("MerchantStudio:Hosting:SignInAttemptsPerMinute", "2"));
        await app.CreatePersonAsync("mia");
        using var client = app.Stranger();
        await SignInAsync(client, "a@example.com", "guess one two");
        await SignInAsync(client, "b@example.com", "guess one two");

        var answer = await SignInAsync(client, "c@example.com", "guess one two");

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("Wait a minute");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task SignIn_WithAWayBackToAnotherSite_LeadsHome(string back)
    {
        await using var app = StudioApp.InProcess();
        var email = await app.CreatePersonAsync("mia");
        using var client = app.Stranger();

        var answer = await StudioApp.PostFormAsync(
            client, "/sign-in?back=" + Uri.EscapeDataString(back), "sign-in", ("Form.Email", email), ("Form.Password", StudioApp.Password));

        new Uri(client.BaseAddress!, answer.Headers.Location!).ShouldBe(client.BaseAddress);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/preferences/theme")]
    [InlineData("/preferences/language")]
    public async Task Post_WithoutTheAntiforgeryToken_IsRefused(string path)
    {
        await using var app = StudioApp.InProcess();
        using var client = await app.SignedInAsync(await app.CreatePersonAsync("mia"));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("to", "dark"), KeyValuePair.Create("_handler", "sign-in")]);

        var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Invitation_Accepted_GivesItsRoleOnce()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant));
        var token = await app.Services.GetRequiredService<InvitationStore>().CreateAsync(shop.Id, ShopRole.Manager, "Mia", 1, Token);
        using var mia = app.Stranger();

        var answer = await AcceptAsync(mia, token, "mia@example.com");

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await mia.GetAsync(new Uri("/settings/people", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var other = app.Stranger();
        Regex.IsMatch(await other.GetStringAsync(new Uri("/accept-invitation?token=" + token, UriKind.Relative), Token), "name=\"Form.Email\"").ShouldBeFalse();
        var members = await app.Services.GetRequiredService<MembershipStore>().MembersOfAsync(shop.Id, Token);
        members.Single(member => member.SignInName == "mia@example.com").Role.ShouldBe(ShopRole.Manager);
    }

    [Fact]
    public async Task Person_RemovedFromAShop_IsShutOutWithTheNextRequest()
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        await app.CreatePersonAsync("olive", (shop, ShopRole.Merchant));
        using var second = await app.SignedInAsync(await app.CreatePersonAsync("mia", (shop, ShopRole.Merchant)));
        var people = app.Services.GetRequiredService<MembershipStore>();
        var mia = (await people.MembersOfAsync(shop.Id, Token)).Single(member => member.SignInName == "mia@example.com");
        (await second.GetAsync(new Uri("/settings/people", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await people.RemoveAsync(shop.Id, mia.UserId, Token);

        (await second.GetAsync(new Uri("/settings/people", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password) =>
        StudioApp.PostFormAsync(client, "/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));

    private static Task<HttpResponseMessage> AcceptAsync(HttpClient client, string token, string email) => StudioApp.PostFormAsync(
        client, "/accept-invitation?token=" + token, "accept",
        ("Form.Email", email), ("Form.Password", StudioApp.Password), ("Form.Repeated", StudioApp.Password));

    private static Task<HttpResponseMessage> FirstRunAsync(HttpClient client, string token) => StudioApp.PostFormAsync(
        client, "/first-run", "first-run",
        ("Form.Token", token), ("Form.Email", "olive@example.com"), ("Form.Password", StudioApp.Password), ("Form.Repeated", StudioApp.Password),
        ("Form.ShopName", "Corner Shop"), ("Form.Currency", "GBP"), ("Form.TimeZoneId", "Europe/London"));
}
