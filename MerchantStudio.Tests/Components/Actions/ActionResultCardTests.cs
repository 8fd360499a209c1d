using Bunit;
using MerchantStudio.Components.Pages.Actions;
using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Actions;

[UseCulture("en-GB")]
public sealed class ActionResultCardTests : StudioTestContext
{
    private static readonly DateTime s_sent = new(2011, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(500, 200, 500, 100, "It worked.")]
    [InlineData(500, 100, 500, 200, "It did harm.")]
    [InlineData(500, 100, 500, 104, "No difference seen.")]
    public async Task Card_FinishedAction_SaysInWordsWhatItBrought(int treated, int treatedBuyers, int heldOut, int heldOutBuyers, string verdict)
    {
        var card = await CardAsync(Finished(new ActionArm(treated, treatedBuyers, 900_000, 9e9), new ActionArm(heldOut, heldOutBuyers, 700_000, 7e9)));

        card.Find(".action-verdict strong").TextContent.ShouldBe(verdict);
        card.FindAll("tbody tr").Count.ShouldBe(4);
        card.Markup.ShouldContain("£18.00");
        card.Markup.ShouldNotContain("NaN");
    }

    [Fact]
    public async Task Card_NoDifferenceSeen_SaysHowManyCustomersWouldShowIt()
    {
        var result = Finished(new ActionArm(900, 180, 0, 0), new ActionArm(100, 18, 0, 0)) with { CustomersNeeded = 34_567, SmallestDifference = 0.118 };

        var card = await CardAsync(result);

        card.Markup.ShouldContain("about 34,567 customers");
        card.Markup.ShouldContain("shows a difference of 11.8 points or more");
    }

    [Theory]
    [InlineData(ActionDoubt.NotSent, "Not sent yet.")]
    [InlineData(ActionDoubt.NoLaterOrders, "Too early to tell.")]
    [InlineData(ActionDoubt.DaysNotOver, "Too early to tell.")]
    [InlineData(ActionDoubt.TooFew, "Too early to tell.")]
    [InlineData(ActionDoubt.NothingHeldOut, "Cannot be told.")]
    public async Task Card_WhileNothingCanBeSaid_SaysThatAndWhy(ActionDoubt doubt, string headline)
    {
        var card = await CardAsync(Finished(new ActionArm(2, 1, 300, 90_000), new ActionArm(doubt == ActionDoubt.NothingHeldOut ? 0 : 1, 0, 0, 0)) with { Doubt = doubt });

        card.Find(".action-verdict strong").TextContent.ShouldBe(headline);
        card.Find(".action-verdict").TextContent.Length.ShouldBeGreaterThan(headline.Length + 20);
        card.Markup.ShouldNotContain("NaN");
        card.Markup.ShouldNotContain("Doubt_");
    }

    [Fact]
    public async Task Card_WithCustomersWhomAnUndoTookAway_SaysHowMany() =>
        (await CardAsync(Finished(new ActionArm(40, 4, 0, 0), new ActionArm(40, 4, 0, 0)) with { Gone = 7 })).Markup.ShouldContain("7 customers of the list are no longer in the data");

    private async Task<IRenderedComponent<ActionResultCard>> CardAsync(ActionResult result)
    {
        GoTo("/actions/1");
        await Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);
        return Render<ActionResultCard>(parameters => parameters.Add(card => card.Result, result));
    }

    private static ActionResult Finished(ActionArm treated, ActionArm heldOut) => new()
    {
        Currency = "GBP", State = ActionState.Finished, Doubt = ActionDoubt.None, FromUtc = s_sent, ToUtc = s_sent.AddDays(30), LastOrderUtc = s_sent.AddDays(60),
        Lift = ActionLift.Compare(treated, heldOut, isOver: true), OnList = treated.Customers + heldOut.Customers, Gone = 0, Before = treated + heldOut,
    };
}
