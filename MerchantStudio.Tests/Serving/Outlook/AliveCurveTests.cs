using MerchantStudio.Core.Predictors.LifetimeValue;
using MerchantStudio.Core.Serving.Outlook;

namespace MerchantStudio.Tests.Serving.Outlook;

public sealed class AliveCurveTests
{
    private static readonly BgNbdParameters s_model = new(0.243, 4.414, 0.793, 2.426);
    private static readonly DateOnly s_first = new(2011, 1, 3);

    [Fact]
    public void Of_RegularBuyer_EqualsTheFormulaOnTheLastKnownDay()
    {
        var curve = AliveCurve.Of(s_model, [s_first, s_first.AddDays(21), s_first.AddDays(49)], s_first.AddDays(70));

        var last = curve.Last(point => !point.IsAhead);
        last.Day.ShouldBe(s_first.AddDays(70));
        last.Probability.ShouldBe(BgNbd.ProbabilityAlive(s_model, 2, 7, 10), 1e-12);
        curve[0].Probability.ShouldBe(1);
    }

    [Fact]
    public void Of_SilenceAhead_OnlyFalls()
    {
        var ahead = AliveCurve.Of(s_model, [s_first, s_first.AddDays(7)], s_first.AddDays(30)).Where(point => point.IsAhead).ToArray();

        ahead.Length.ShouldBe(26);
        ahead.Select(point => point.Probability).ShouldBeInOrder(SortDirection.Descending);
        ahead.ShouldAllBe(point => point.Probability > 0 && point.Probability < 1);
    }

    [Fact]
    public void Of_TwentyYears_StaysAFewHundredPoints() =>
        AliveCurve.Of(s_model, [s_first, s_first.AddDays(7)], s_first.AddYears(20)).Count.ShouldBeLessThan(200);

    [Fact]
    public void Of_NobodyOrTheFuture_IsEmpty()
    {
        AliveCurve.Of(s_model, [], s_first).ShouldBeEmpty();
        AliveCurve.Of(s_model, [s_first.AddDays(1)], s_first).ShouldBeEmpty();
    }
}
