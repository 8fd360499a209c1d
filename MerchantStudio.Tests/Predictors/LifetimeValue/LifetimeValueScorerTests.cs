using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

public sealed class LifetimeValueScorerTests
{
    private static readonly LifetimeValueOptions s_options = new() { HorizonWeeks = 26, TotalValueYears = 1096 / 365.25, YearlyDiscount = 0.15 };

    [Fact]
    public void Score_ManyCustomers_EqualsTheFormulasOneByOne()
    {
        var data = SimulatedCustomers.Draw(new BgNbdParameters(0.7, 5, 0.9, 2.5), new GammaGammaParameters(5, 3.5, 18), count: 900, seed: 5);
        var fit = LifetimeValueModel.Fit(data, s_options, TestContext.Current.CancellationToken);

        var scores = LifetimeValueScorer.Score(data, fit, s_options, TestContext.Current.CancellationToken);

        for (var i = 0; i < data.Count; i++)
        {
            var purchases = BgNbd.ExpectedPurchases(fit.Purchases, data.Frequency[i], data.Recency[i], data.Age[i], 26);
            scores.ExpectedPurchases[i].ShouldBe(purchases, 1e-12);
            scores.ExpectedSpend[i].ShouldBe(purchases * GammaGamma.ExpectedSpend(fit.Spend!.Value, data.Frequency[i], data.MeanSpend[i]), 1e-9);
        }
    }

    [Fact]
    public void Score_TotalValue_EqualsASumOverDays()
    {
        var data = SimulatedCustomers.Draw(new BgNbdParameters(0.7, 5, 0.9, 2.5), new GammaGammaParameters(5, 3.5, 18), count: 60, seed: 6);
        var fit = LifetimeValueModel.Fit(data, s_options, TestContext.Current.CancellationToken);

        var scores = LifetimeValueScorer.Score(data, fit, s_options, TestContext.Current.CancellationToken);

        for (var i = 0; i < data.Count; i++)
        {
            scores.TotalValue[i].ShouldBe(DayByDay(data, fit, scores, i), 2e-4 * Math.Max(1, scores.TotalValue[i]));
        }
    }

    private static double DayByDay(RepeatPurchases data, LifetimeValueFit fit, LifetimeValueScores scores, int i)
    {
        var (sum, previous) = (0.0, 0.0);
        for (var day = 1; day <= 1096; day++)
        {
            var now = BgNbd.ExpectedPurchases(fit.Purchases, data.Frequency[i], data.Recency[i], data.Age[i], day / 7.0);
            sum += (now - previous) * Math.Pow(1 + s_options.YearlyDiscount, -(day - 0.5) / 365.25);
            previous = now;
        }

        return sum * scores.ExpectedSpendPerPurchase[i];
    }
}
