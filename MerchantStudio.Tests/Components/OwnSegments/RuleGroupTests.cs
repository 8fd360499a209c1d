using Bunit;
using MerchantStudio.Components.Pages.OwnSegments;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Components.OwnSegments;

[UseCulture("en-GB")]
public sealed class RuleGroupTests : StudioTestContext
{
    private static readonly SegmentRule s_rule = new()
    {
        Conditions = [new SegmentCondition(SegmentField.Orders, SegmentOperator.AtLeast, Number: 2), new SegmentCondition(SegmentField.Country, SegmentOperator.Is, Text: "France")],
        Groups = [new SegmentRule { Any = true, Conditions = [new SegmentCondition(SegmentField.Chance, SegmentOperator.AtLeast, Number: 0.6)] }],
    };

    private SegmentRule _changed = s_rule;

    [Fact]
    public void Group_OfAFigure_HandsUpTheNumberThatWasTyped()
    {
        var group = Show();

        group.FindAll("input[type=number]")[0].Change("5");

        _changed.Conditions[0].Number.ShouldBe(5);
        _changed.Groups.ShouldBe(s_rule.Groups);
    }

    [Fact]
    public void Group_OfAChance_TakesPerCentAndKeepsAShare()
    {
        var group = Show();
        group.FindAll("input[type=number]")[1].GetAttribute("value").ShouldBe("60");

        group.FindAll("input[type=number]")[1].Change("75");

        _changed.Groups[0].Conditions[0].Number.ShouldBe(0.75);
    }

    [Fact]
    public void Group_WithAnotherField_StartsThatConditionAnew()
    {
        Show().FindAll("select[aria-label=\"What it looks at\"]")[0].Change("LastOrder");

        _changed.Conditions[0].ShouldBe(new SegmentCondition(SegmentField.LastOrder, SegmentOperator.AtLeast));
        _changed.Conditions[1].ShouldBe(s_rule.Conditions[1]);
    }

    [Fact]
    public void Group_AddedToAndTakenFrom_HandsUpWhatIsLeft()
    {
        Show().FindAll("button").Last(button => button.TextContent == "Add a condition").Click();
        _changed.Conditions.Count.ShouldBe(3);

        Show().FindAll("button").First(button => button.GetAttribute("aria-label") == "Remove this condition").Click();
        _changed.Conditions.ShouldBe([s_rule.Conditions[1]]);

        Show().FindAll("button").First(button => button.TextContent == "Remove this group").Click();
        _changed.Groups.ShouldBeEmpty();
    }

    [Fact]
    public void Group_ToldThatAnyIsEnough_HandsThatUp()
    {
        Show().Find("legend select").Change("any");

        _changed.Any.ShouldBeTrue();
    }

    private IRenderedComponent<RuleGroup> Show() => Render<RuleGroup>(parameters => parameters
        .Add(group => group.Rule, s_rule).Add(group => group.Countries, ["France", "Spain"]).Add(group => group.Categories, []).Add(group => group.OnChange, rule => _changed = rule));
}
