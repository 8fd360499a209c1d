using System.Reflection;
using Bunit;
using MerchantStudio.Components.Layout;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Contracts;

/// <summary>What every page of the catalogue owes its readers, whoever wrote it.</summary>
public sealed class PageContractTests(PageContractTests.App app) : IClassFixture<PageContractTests.App>
{
    public static TheoryData<string> Routes => [.. PageCatalog.All.Select(page => page.Route)];

    [Theory, MemberData(nameof(Routes))]
    public void Page_InTheCatalogue_HasItsRouteAndItsPolicy(string route)
    {
        var entry = Entry(route);

        entry.Page.GetCustomAttributes<RouteAttribute>().Select(attribute => attribute.Template).ShouldContain(route);
        entry.Page.GetCustomAttribute<AuthorizeAttribute>().ShouldNotBeNull().Policy.ShouldBe(entry.Policy);
    }

    [Theory, MemberData(nameof(Routes))]
    public void Page_WhileItLoads_ShowsASkeletonAndItsTitle(string route)
    {
        var page = Render(route, ForcedPageLoader.Never);

        page.Find("[data-ms-state]").GetAttribute("data-ms-state").ShouldBe("loading");
        page.Find("h1").TextContent.ShouldNotBeNullOrWhiteSpace();
        page.FindAll(".ms-page [role=status]").ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Routes))]
    public void Page_ThatCannotLoad_SaysSoWithAnIdToQuoteAndAWayToTryAgain(string route)
    {
        var page = Render(route, ForcedPageLoader.Failing);

        page.Find("[role=alert]").TextContent.ShouldContain(ForcedPageLoader.ErrorId);
        page.Find("[role=alert] button").TextContent.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory, MemberData(nameof(Routes))]
    public void Page_WithNothingToShow_SaysWhatBelongsThere(string route)
    {
        var page = Render(route, ForcedPageLoader.Nothing);

        page.Find("[data-ms-state]").GetAttribute("data-ms-state").ShouldBe("empty");
        page.Find(".ms-page h2").TextContent.ShouldNotBeNullOrWhiteSpace();
    }

    private static PageEntry Entry(string route) => PageCatalog.All.Single(page => page.Route == route);

    private IRenderedComponent<IComponent> Render(string route, PageLoader loader)
    {
        var entry = Entry(route);
        app.Context.Services.ShouldNotBeNull();
        var context = new StudioTestContext();
        context.Services.AddSingleton(loader);
        context.Services.AddFallbackServiceProvider(app.Context.Services);
        context.GoTo(route);
        return context.Render(builder =>
        {
            builder.OpenComponent(0, entry.Page);
            builder.CloseComponent();
        });
    }

    /// <summary>One application whose services the pages are given.</summary>
    public sealed class App : IAsyncLifetime
    {
        public StudioApp Context { get; } = StudioApp.InProcess();

        public ValueTask InitializeAsync()
        {
            _ = Context.Server;
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => Context.DisposeAsync();
    }
}
