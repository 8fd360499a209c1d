using Bunit;
using MerchantStudio.Access;
using MerchantStudio.Components.Layout;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Layout;

[UseCulture("en")]
public sealed class SideMenuTests : StudioTestContext
{
    [Theory]
    [InlineData(ShopRole.Merchant)]
    [InlineData(ShopRole.Marketer)]
    [InlineData(ShopRole.Manager)]
    public async Task Menu_ForARole_OffersExactlyWhatItMayOpen(ShopRole role)
    {
        Access.Seats[0] = new ShopSeat(FakeShopAccess.CornerShop, role);
        await Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);

        var links = Render<SideMenu>().FindAll(".ms-menu-item").Select(link => link.GetAttribute("href"));

        links.ShouldBe(PageCatalog.All.Where(page => Policies.Allows(page.Policy, role)).Select(page => page.Route));
    }

    [Fact]
    public async Task Menu_OnAPage_MarksItAndKeepsThePeriodInEveryLink()
    {
        GoTo("/settings/people?period=30d");
        await Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);

        var menu = Render<SideMenu>();

        menu.Find("[aria-current=page]").GetAttribute("href").ShouldBe("/settings/people?period=30d");
        menu.FindAll(".ms-menu-item").ShouldAllBe(link => link.GetAttribute("href")!.EndsWith("?period=30d"));
    }
}
