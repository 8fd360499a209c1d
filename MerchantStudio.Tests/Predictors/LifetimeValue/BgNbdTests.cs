using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

public sealed class BgNbdTests
{
    private static readonly BgNbdParameters s_cdnow = new(0.243, 4.414, 0.793, 2.426);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 38.86)]
    [InlineData(2, 38.86)]
    [InlineData(26, 38.86)]
    [InlineData(400, 52)]
    public void ExpectedPurchasesIfAlive_AnyHistory_EqualsTheIntegralOverWhatTheModelSays(int x, double age)
    {
        foreach (var horizon in (double[])[0.01, 1, 39, 260])
        {
            var reference = ReferenceLifetimeValue.ExpectedPurchasesIfAlive(s_cdnow, x, age, horizon);

            BgNbd.ExpectedPurchasesIfAlive(s_cdnow, x, age, horizon).ShouldBe(reference, 1e-6 * Math.Max(1e-3, reference));
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.0000001)]
    [InlineData(0.9999999)]
    public void ExpectedPurchasesIfAlive_AtTheSingularityOfThePrintedFormula_StaysSmooth(double a)
    {
        var p = s_cdnow with { A = a };
        var reference = ReferenceLifetimeValue.ExpectedPurchasesIfAlive(p, 3, 30, 39);

        BgNbd.ExpectedPurchasesIfAlive(p, 3, 30, 39).ShouldBe(reference, 1e-6);
    }

    /// <summary>The worked example of Fader, Hardie and Lee's spreadsheet note: x = 2, t_x = 30.43, T = 38.86.</summary>
    [Fact]
    public void ExpectedPurchases_TheSpreadsheetsExample_GivesItsFigure() =>
        BgNbd.ExpectedPurchases(s_cdnow, 2, 30.43, 38.86, 39).ShouldBe(1.226, 0.0006);

    [Fact]
    public void ProbabilityAlive_NoRepeatPurchase_IsOne() => BgNbd.ProbabilityAlive(s_cdnow, 0, 0, 30).ShouldBe(1);

    [Fact]
    public void ProbabilityAlive_LongSilenceOfAHeavyBuyer_FallsToZeroWithoutOverflow()
    {
        BgNbd.ProbabilityAlive(s_cdnow, 50_000, 20, 200).ShouldBe(0, 1e-12);
        BgNbd.ProbabilityAlive(s_cdnow, 50_000, 200, 200).ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void WaitingTime_Half_IsWhereHalfOfTheCustomersHaveReturned()
    {
        var weeks = BgNbd.WaitingTime(s_cdnow, 4, 30, 0.5);

        Math.Pow((s_cdnow.Alpha + 30) / (s_cdnow.Alpha + 30 + weeks), s_cdnow.R + 4).ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void ExpectedSpend_FewPurchases_LiesBetweenTheShopsMeanAndTheCustomersOwn()
    {
        var g = new GammaGammaParameters(6.25, 3.74, 15.44);

        GammaGamma.ExpectedSpend(g, 0, 0).ShouldBe(g.PopulationMean, 1e-12);
        GammaGamma.ExpectedSpend(g, 2, 80).ShouldBeInRange(g.PopulationMean, 80);
        GammaGamma.ExpectedSpend(g, 100_000, 80).ShouldBe(80, 0.01);
    }

    [Fact]
    public void ExpectedSpend_RefundsOutweighPurchases_CountsAsNotSeen()
    {
        var g = new GammaGammaParameters(6.25, 3.74, 15.44);

        GammaGamma.ExpectedSpend(g, 3, -20).ShouldBe(g.PopulationMean, 1e-12);
    }
}
