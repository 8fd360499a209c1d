using Bunit;
using MerchantStudio.Components.Pages.Funnel;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Resources;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Tests.Components.Funnel;

[UseCulture("en-GB")]
public sealed class StepEditorTests : StudioTestContext
{
    private static readonly EventVocabulary s_vocabulary = new(
        ["view_item", "add_to_cart", "purchase"],
        new Dictionary<string, IReadOnlyList<string>> { ["device"] = ["desktop", "phone"], ["plan"] = ["gold", "silver"] })
    {
        Own = ["plan"],
    };

    private StudioState State => Services.GetRequiredService<StudioState>();

    private FunnelWords Words => new(Services.GetRequiredService<IStringLocalizer<Conversion>>(), Services.GetRequiredService<StudioFormat>(), "GBP");

    [Fact]
    public void Step_GivenTwoFiltersOneAfterTheOther_HasBoth()
    {
        GoTo("/conversion/funnel?steps=view_item,purchase");

        Add("Only where", "device", "phone");
        Add("And where", "plan", "gold");

        State.Address["steps"].ShouldBe("view_item[device=phone;plan=gold],purchase");
        var editor = Show();
        editor.FindAll("li.step")[0].QuerySelectorAll(".filter").Length.ShouldBe(2);
        // What an event can be filtered by is offered once.
        editor.FindAll("li.step")[0].QuerySelectorAll("option[value=plan]").ShouldBeEmpty();
    }

    [Fact]
    public void Filter_TakenAway_LeavesTheOthers()
    {
        GoTo("/conversion/funnel?steps=view_item[device=phone;plan=gold;min=500],purchase");

        Show().Find("button[aria-label='Take the filter “plan” away']").Click();

        State.Address["steps"].ShouldBe("view_item[device=phone;min=500],purchase");
    }

    [Fact]
    public void Amount_ThatIsNone_LeavesTheFilterAsItWas()
    {
        GoTo("/conversion/funnel?steps=view_item[min=500],purchase");

        var field = Show().Find("input[inputmode=decimal]");
        field.GetAttribute("value").ShouldBe("5.00", "an amount is written in the shop's currency");
        field.Change("lots");

        State.Address["steps"].ShouldBe("view_item[min=500],purchase");
    }

    [Fact]
    public void Amount_InTheShopsCurrency_IsKeptInMinorUnits()
    {
        GoTo("/conversion/funnel?steps=view_item[min=500],purchase");

        Show().Find("input[inputmode=decimal]").Change("1,249.5");

        State.Address["steps"].ShouldBe("view_item[min=124950],purchase");
        Words.Filter(FunnelText.ReadSteps(State.Address["steps"]!)[0].Filter!).ShouldBe("Amount at least (GBP): £1,249.50");
    }

    [Fact]
    public void Exclusion_GivenAFilter_KeepsItWithItsSteps()
    {
        GoTo("/conversion/funnel?steps=view_item,add_to_cart,purchase&not=remove_from_cart:1-3");

        Add("Only where", "device", "desktop", row: 3);

        State.Address["not"].ShouldBe("remove_from_cart[device=desktop]:1-3");
    }

    [Theory]
    [InlineData("/conversion/funnel?steps=view_item?", "第一步不能设为可选，因为它决定统计哪些人。")]
    [InlineData("/conversion/funnel?steps=view_item<soon", "无法读取网址：“soon”不是时长，应写成 30m、12h 或 7d。")]
    [InlineData("/conversion/funnel?steps=view_item&window=9999d", "总时限必须大于零且不超过 3660 天，不能是 9,999 天。")]
    [UseCulture("zh-CN")]
    public void Problem_OfAFunnelWithoutMeaning_IsToldInTheReadersLanguage(string address, string sentence)
    {
        GoTo(address);

        var problem = Should.Throw<FunnelRequestException>(() =>
            FunnelRequestsOf(FunnelAddress.Read(State.Address, 1, new Period(Period.AllTime, default, Compare: false))));

        Words.Problem(problem).ShouldBe(sentence);
    }

    [Fact]
    public void Problem_OfEveryKind_HasWords()
    {
        foreach (var problem in Enum.GetValues<FunnelProblem>())
        {
            Words.Problem(new FunnelRequestException(problem, "a", "b", "c")).ShouldNotStartWith("Problem_", customMessage: problem.ToString());
        }
    }

    private static void FunnelRequestsOf(FunnelRequest request) => FunnelRequests.Check(request);

    private IRenderedComponent<StepEditor> Show() => Render<StepEditor>(parts => parts.Add(part => part.Vocabulary, s_vocabulary).Add(part => part.Words, Words));

    private void Add(string label, string key, string value, int row = 0)
    {
        var editor = Show();
        Choice(editor, row, label).Change(key);
        var filters = editor.FindAll("li.step")[row].QuerySelectorAll(".filter");
        filters[filters.Length - 1].QuerySelector("select")!.Change(value);
    }

    private static AngleSharp.Dom.IElement Choice(IRenderedComponent<StepEditor> editor, int row, string label) =>
        editor.FindAll("li.step")[row].QuerySelectorAll("label").Single(one => one.QuerySelector("span")!.TextContent == label).QuerySelector("select")!;
}
