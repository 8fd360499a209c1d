using System.Net;
using System.Reflection;
using MerchantStudio.Access;
using MerchantStudio.Components.Layout;
using MerchantStudio.Core.Domain;
using MerchantStudio.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Endpoints;

/// <summary>Walks every page and every endpoint as every role, as a member of another shop, and as a stranger.</summary>
public sealed class AccessWalkTests(AccessWalkTests.TwoShops shops) : IClassFixture<AccessWalkTests.TwoShops>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Routes => [.. PageCatalog.All.Select(page => page.Route)];

    // Also the pages that no menu has, such as the one of a single customer.
    public static TheoryData<string> AllRoutes =>
    [
        .. from type in typeof(MerchantStudio.Components.App).Assembly.GetTypes()
           where type.GetCustomAttribute<AuthorizeAttribute>()?.Policy is not null
           from route in type.GetCustomAttributes<RouteAttribute>()
           select route.Template,
    ];

    [Theory, MemberData(nameof(AllRoutes))]
    public async Task Page_ForEachRole_OpensExactlyWhereThePolicyAllows(string route)
    {
        var policy = PolicyOf(route);
        foreach (var role in Enum.GetValues<ShopRole>())
        {
            var answer = await shops.Clients[role].GetAsync(At(route, shops.Ours), Token);

            answer.StatusCode.ShouldBe(Policies.Allows(policy, role) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{route} as {role}");
        }
    }

    [Theory, MemberData(nameof(AllRoutes))]
    public async Task Page_OfAnotherShop_IsForbiddenAndNamesNothingOfIt(string route)
    {
        var answer = await shops.Clients[ShopRole.Merchant].GetAsync(At(route, shops.Theirs), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldNotContain(shops.Theirs.Name);
    }

    [Theory, MemberData(nameof(AllRoutes))]
    public async Task Page_ForAStranger_AsksToSignIn(string route)
    {
        using var stranger = shops.App.Stranger();

        var answer = await stranger.GetAsync(At(route, shops.Ours), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Page_InChinese_HasItsTitleInChinese(string route)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(route, shops.Ours));
        request.Headers.AcceptLanguage.ParseAdd("zh-CN");

        var html = WebUtility.HtmlDecode(await (await shops.Clients[ShopRole.Merchant].SendAsync(request, Token)).Content.ReadAsStringAsync(Token));

        html.ShouldContain("lang=\"zh-CN\"");
        html[html.IndexOf("<h1", StringComparison.Ordinal)..html.IndexOf("</h1>", StringComparison.Ordinal)]
            .Any(letter => letter is >= '\u4e00' and <= '\u9fff').ShouldBeTrue(route);
    }

    [Fact]
    public void Endpoint_WithoutAPolicyOfItsOwn_IsOnTheShortListOfThoseAnybodyMayCall()
    {
        string[] open =
        [
            "/health", "/preferences/theme", "/preferences/language", "/sign-in", "/first-run", "/accept-invitation", "/new-password", "/error", "/not-found",
        ];
        var anonymous = Endpoints().Where(IsAnonymous).Select(Path).Where(path => !IsAsset(path)).Distinct().Order();

        anonymous.ShouldBe(open.Order());
    }

    [Fact]
    public async Task Endpoint_ThatIsNotOpenToAll_TurnsAStrangerAway()
    {
        using var stranger = shops.App.Stranger();
        foreach (var endpoint in Endpoints().Where(endpoint => !IsAnonymous(endpoint)))
        {
            foreach (var method in Methods(endpoint))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Filled(Path(endpoint)) + "?shop=" + shops.Ours.Slug);
                var answer = await stranger.SendAsync(request, Token);

                var turnedAway = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;
                turnedAway.ShouldBeTrue($"{method} {Path(endpoint)} answered {(int)answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Endpoint_OfAnotherShop_IsForbiddenToAMerchantOfOurs()
    {
        foreach (var endpoint in Endpoints().Where(HasShopPolicy))
        {
            foreach (var method in Methods(endpoint))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Filled(Path(endpoint), shops.Theirs.Slug) + "?shop=" + shops.Theirs.Slug);
                var answer = await shops.Clients[ShopRole.Merchant].SendAsync(request, Token);

                answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {Path(endpoint)}");
            }
        }
    }

    [Fact]
    public async Task Endpoint_ForEachRole_RefusesExactlyWhomThePolicyDoes()
    {
        foreach (var endpoint in Endpoints().Where(endpoint => HasShopPolicy(endpoint) && !IsPage(endpoint)))
        {
            foreach (var (method, role) in Methods(endpoint).SelectMany(method => Enum.GetValues<ShopRole>().Select(role => (method, role))))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Filled(Path(endpoint), shops.Ours.Slug) + "?shop=" + shops.Ours.Slug);
                var answer = await shops.Clients[role].SendAsync(request, Token);

                var what = $"{method} {Path(endpoint)} as {role} answered {(int)answer.StatusCode}";
                (answer.StatusCode == HttpStatusCode.Forbidden).ShouldBe(!Policies.Allows(PolicyOf(endpoint), role), what);
                // Nothing was sent that could succeed, and nothing may fail of itself.
                ((int)answer.StatusCode).ShouldBeInRange(400, 499, what);
            }
        }
    }

    [Fact]
    public async Task Endpoint_CalledInAWayItDoesNotHave_DoesNothingForAnybody()
    {
        string[] methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        using var stranger = shops.App.Stranger();
        HttpClient[] callers = [stranger, .. shops.Clients.Values];
        foreach (var path in Endpoints().Where(endpoint => HasShopPolicy(endpoint) && !IsPage(endpoint)).GroupBy(Path))
        {
            foreach (var method in methods.Except(path.SelectMany(Methods)))
            {
                foreach (var caller in callers)
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), Filled(path.Key) + "?shop=" + shops.Ours.Slug);
                    HttpStatusCode[] nothing = [HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound];
                    // A stranger is not even told what there is.
                    HttpStatusCode[] expected = caller == stranger ? [HttpStatusCode.Found, .. nothing] : nothing;
                    expected.ShouldContain((await caller.SendAsync(request, Token)).StatusCode, $"{method} {path.Key}");
                }
            }
        }
    }

    private static Uri At(string route, Shop shop) => new($"{Filled(route)}?shop={shop.Slug}", UriKind.Relative);

    private static string PolicyOf(string route) => typeof(MerchantStudio.Components.App).Assembly.GetTypes()
        .Single(type => type.GetCustomAttributes<RouteAttribute>().Any(attribute => attribute.Template == route))
        .GetCustomAttribute<AuthorizeAttribute>()!.Policy!;

    private IEnumerable<RouteEndpoint> Endpoints() =>
        shops.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !Path(endpoint).StartsWith("/_", StringComparison.Ordinal));

    private static bool IsAnonymous(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool HasShopPolicy(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy && Policies.Roles.ContainsKey(policy);

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;

    private static string PolicyOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAuthorizeData>()!.Policy!;

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    // Files of the pages have an extension or are found under one of these; they hold nothing of a shop.
    private static bool IsAsset(string path) => path.Contains('.', StringComparison.Ordinal) || path.StartsWith("/assets", StringComparison.Ordinal);

    private static string Filled(string path, string shop = "x") => System.Text.RegularExpressions.Regex.Replace(
        path, "{(\\*{0,2})(\\w+)[^}]*}", match => match.Groups[2].Value == "shop" ? shop : "1");

    /// <summary>Our shop with one person of each role, and somebody else's.</summary>
    public sealed class TwoShops : IAsyncLifetime
    {
        public StudioApp App { get; } = StudioApp.InProcess();
        public Shop Ours { get; private set; } = null!;
        public Shop Theirs { get; private set; } = null!;
        public Dictionary<ShopRole, HttpClient> Clients { get; } = [];

        public async ValueTask InitializeAsync()
        {
            Ours = await App.CreateShopAsync("Our Corner");
            Theirs = await App.CreateShopAsync("Secret Garden");
            await App.CreatePersonAsync("rival", (Theirs, ShopRole.Merchant));
            foreach (var role in Enum.GetValues<ShopRole>())
            {
                Clients[role] = await App.SignedInAsync(await App.CreatePersonAsync(role.ToString().ToUpperInvariant(), (Ours, role)));
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in Clients.Values)
            {
                client.Dispose();
            }
            await App.DisposeAsync();
        }
    }
}
