using Bunit;
using MerchantStudio.Components.Shared;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Components.Shared;

[UseCulture("en")]
public sealed class StatCardTests : StudioTestContext
{
    [Theory]
    [InlineData(0.1, true, "better", "arrow_upward", "+10.0%")]
    [InlineData(0.1, false, "worse", "arrow_upward", "+10.0%")]
    [InlineData(-0.1, true, "worse", "arrow_downward", "−10.0%")]
    [InlineData(0.0, true, "same", "arrow_forward", "0.0%")]
    public void Change_UpOrDown_HasSignArrowAndTone(double change, bool moreIsBetter, string tone, string arrow, string text)
    {
        var card = Render<StatCard>(card => card
            .Add(c => c.Label, "Returns").Add(c => c.Value, "12").Add(c => c.Change, change).Add(c => c.MoreIsBetter, moreIsBetter));

        var shown = card.Find(".ms-change");
        shown.ClassList.ShouldContain("ms-change-" + tone);
        shown.TextContent.ShouldContain(text);
        card.Find(".ms-change .rzi").TextContent.ShouldBe(arrow);
    }

    [Fact]
    public void Value_ThatCannotBeSaid_IsReplacedByWordsAndHasNoChange()
    {
        var card = Render<StatCard>(card => card.Add(c => c.Label, "Churn").Add(c => c.Value, null).Add(c => c.Change, 0.5));

        card.Find(".ms-stat-none").TextContent.ShouldBe("Too little data to say");
        card.FindAll(".ms-change").ShouldBeEmpty();
    }
}
