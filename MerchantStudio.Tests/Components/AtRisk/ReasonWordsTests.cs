using System.Globalization;
using MerchantStudio.Components.Pages.AtRisk;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Churn;
using MerchantStudio.Resources;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Tests.Components.AtRisk;

[UseCulture("en-US")]
public sealed class ReasonWordsTests
{
    private static readonly IStringLocalizer<CustomerWords> s_words = new ServiceCollection().AddLogging().AddLocalization()
        .BuildServiceProvider().GetRequiredService<IStringLocalizer<CustomerWords>>();

    [Fact]
    public void Of_PositiveTerm_SpeaksForLeavingWithTheCustomersValue() =>
        new ReasonWords(s_words, new StudioFormat()).Of(new ScoreReason("recency", null, 42, 0.7)).ShouldBe("▲ days since the last order (42)");

    [Theory]
    [InlineData("spend", 6.90875478, "1,000")]
    [InlineData("vitality", 0.456, "46%")]
    [InlineData("overdue", 2.26, "2.3")]
    [InlineData("spend-trend", -0.5, "-0.50")]
    public void Figure_OfAFeature_IsWhatPeopleReckonIn(string feature, double value, string shown) =>
        new ReasonWords(s_words, new StudioFormat()).Figure(feature, value).ShouldBe(shown);

    [Fact]
    public void Bins_ThatRoundAlike_AreToldApartByMoreDecimals()
    {
        var words = new ReasonWords(s_words, new StudioFormat());

        words.Bins("overdue", [1.21, 1.24, 3]).ShouldBe(["not known", "< 1.21", "≥ 1.21", "≥ 1.24", "≥ 3.0"]);
        words.Bins("alive", [0.981, 0.984]).ShouldBe(["not known", "< 98.1%", "≥ 98.1%", "≥ 98.4%"]);
        words.Bins("recency", [30, 60]).ShouldBe(["not known", "< 30", "≥ 30", "≥ 60"]);
        words.Bins("recency", []).Count.ShouldBe(2);
    }

    [Fact]
    public void Of_PairThatSpeaksForStaying_NamesBoth() =>
        new ReasonWords(s_words, new StudioFormat()).Of(new ScoreReason("recency", "items", null, -0.1))
            .ShouldBe("▼ days since the last order together with different products");

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Words_EveryFeatureAndSegment_HasAName(string culture)
    {
        var keys = ChurnFeatures.All.Select(feature => "Feature_" + feature.Name)
            .Concat(Enum.GetNames<SegmentName>().SelectMany(name => new[] { "Segment_" + name, "SegmentText_" + name }));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

        keys.Where(key => s_words[key].ResourceNotFound).ShouldBeEmpty();
    }
}
