using Bunit;
using MerchantStudio.Access;
using MerchantStudio.Components.Actions;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Actions;

[UseCulture("en-GB")]
public sealed class MakeActionTests : StudioTestContext
{
    [Theory]
    [InlineData(ShopRole.Merchant, true)]
    [InlineData(ShopRole.Marketer, true)]
    [InlineData(ShopRole.Manager, false)]
    public async Task Button_ForEachRole_IsThereForWhoMayAct(ShopRole role, bool isThere)
    {
        Access.Seats.Clear();
        Access.Seats.Add(new ShopSeat(FakeShopAccess.CornerShop, role));
        GoTo("/customers");
        await Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);

        var button = Render<MakeAction>(parameters => parameters
            .Add(one => one.Source, new ActionSource(ActionSources.Customers, "Everybody"))
            .Add(one => one.Customers, _ => Task.FromResult<IReadOnlyList<ActionCandidate>>([])));

        button.FindAll("button").Count.ShouldBe(isThere ? 1 : 0);
    }
}
