using System.Reflection;
using System.Text.RegularExpressions;
using MerchantStudio.Access;
using MerchantStudio.Components;
using MerchantStudio.Components.Layout;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace MerchantStudio.Tests.Conventions;

public sealed partial class PageTests
{
    // Pages that people without a session must reach.
    private static readonly string[] s_anonymous = ["/sign-in", "/first-run", "/accept-invitation", "/new-password", "/error", "/not-found"];

    // Pages for whoever is signed in, whatever their role: where one starts, and one's own account.
    private static readonly string[] s_ofOneself = ["/", "/account"];

    // One of many, or of one moment: reached from a list, a search or a link, never from the menu.
    private static readonly string[] s_ofOneThing = ["/customer", "/welcome"];

    private static IEnumerable<(Type Page, string Route)> Pages =>
        from type in typeof(App).Assembly.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>()
        select (type, route.Template);

    [Fact]
    public void Page_ThatAnybodyMayOpen_IsOnTheShortList() =>
        Pages.Where(page => page.Page.GetCustomAttribute<AllowAnonymousAttribute>() is not null)
            .Select(page => page.Route).Order().ShouldBe(s_anonymous.Order());

    [Fact]
    public void Page_OfAShop_NamesAPolicy() =>
        Pages.Where(page => !s_anonymous.Contains(page.Route) && !s_ofOneself.Contains(page.Route))
            .Where(page => page.Page.GetCustomAttribute<AuthorizeAttribute>()?.Policy is not { } policy || !Policies.Roles.ContainsKey(policy))
            .Select(page => page.Route).ShouldBeEmpty();

    [Fact]
    public void Page_OfAShop_IsInTheMenuOrBelowOneThatIs()
    {
        var routes = PageCatalog.All.Select(page => page.Route).ToArray();

        Pages.Where(page => !s_anonymous.Contains(page.Route) && !s_ofOneself.Contains(page.Route))
            .Where(page => !s_ofOneThing.Contains(page.Route))
            .Where(page => !routes.Any(route => page.Route == route || page.Route.StartsWith(route + "/{", StringComparison.Ordinal)))
            .Select(page => page.Route).ShouldBeEmpty();
    }

    [Fact]
    public void Catalogue_Always_NamesEachRouteOnceAndPagesOfAGroupTogether()
    {
        PageCatalog.All.Select(page => page.Route).ShouldBeUnique();
        PageCatalog.All.Select(page => page.TitleKey).ShouldBeUnique();
        var groups = PageCatalog.All.Select(page => page.Group).ToArray();
        groups.Where((group, index) => index == 0 || groups[index - 1] != group).ShouldBeUnique();
        PageCatalog.All.ShouldAllBe(page => page.Icon.Length > 0 && page.Icon.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'));
    }

    [Fact]
    public void Link_WrittenInAPage_LeadsToAPageThatIsThere() =>
        (from file in SourceTree.Files("MerchantStudio/Components", "*.razor", "*.cs")
         from Match link in LinkPattern().Matches(file.Text)
         let route = link.Groups["route"].Value
         where !route.StartsWith("/api/", StringComparison.Ordinal)
         where !Pages.Any(page => Regex.IsMatch(route, $"^{Regex.Replace(page.Route, @"\{[^}]+\}", "[^/]*")}$"))
         select $"{file.Path}: {route}").ShouldBeEmpty();

    [Fact]
    public void Markup_Always_HasNoInlineScriptStyleOrHandler() =>
        SourceTree.Files("MerchantStudio/Components", "*.razor")
            .Where(file => System.Text.RegularExpressions.Regex.IsMatch(
                SourceTree.WithoutComments(file.Text), "<script(?![^>]*src=)|<style[ >]|\\sstyle=\"|\\son(click|change|input|submit|load|error)="))
            .Select(file => file.Path).ShouldBeEmpty("The content security policy forbids it.");

    // Routes in full, as far as the query; addresses with a hole in them are checked where they are followed.
    [GeneratedRegex("""(?:ActionRoute="|State\.Link\("|href=")(?<route>/[a-z/-]*)(?=["?])""")]
    private static partial Regex LinkPattern();
}
