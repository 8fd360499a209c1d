using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

public sealed class LifetimeValueFitTests
{
    private static readonly LifetimeValueOptions s_options = new();

    [Fact]
    public void Fit_CdnowFirst39Weeks_GivesThePublishedBgNbdParameters()
    {
        var fit = Fit(RepeatPurchases.FromLog(Cdnow.Sample(), Cdnow.SplitDay));

        Math.Round(fit.Purchases.R, 3).ShouldBe(0.243);
        Math.Round(fit.Purchases.Alpha, 3).ShouldBe(4.414);
        Math.Round(fit.Purchases.A, 3).ShouldBe(0.793);
        Math.Round(fit.Purchases.B, 3).ShouldBe(2.426);
        fit.PurchaseFit.LogLikelihood.ShouldBe(-9582.4, 0.05);
        fit.PurchaseFit.Converged.ShouldBeTrue();
    }

    [Fact]
    public void Fit_CdnowFirst39Weeks_GivesThePublishedGammaGammaParameters()
    {
        var fit = Fit(RepeatPurchases.FromLog(Cdnow.Sample(), Cdnow.SplitDay));

        fit.Spend.ShouldNotBeNull();
        Math.Round(fit.Spend.Value.P, 2).ShouldBe(6.25);
        Math.Round(fit.Spend.Value.Q, 2).ShouldBe(3.74);
        Math.Round(fit.Spend.Value.V, 2).ShouldBe(15.44);
        fit.SpendFit!.Customers.ShouldBe(946);
    }

    [Fact]
    public void Fit_ManySimulatedShops_CoversTheTrueParametersAsOftenAsTheIntervalsSay()
    {
        double[] truth = [0.6, 6, 0.9, 3];
        var covered = 0;
        for (var seed = 1; seed <= 25; seed++)
        {
            var fit = Fit(SimulatedCustomers.Draw(new BgNbdParameters(0.6, 6, 0.9, 3), new GammaGammaParameters(6, 4, 20), count: 4_000, seed));
            covered += fit.PurchaseFit.Parameters.Where((p, i) => truth[i] >= p.Low && truth[i] <= p.High).Count();
        }

        // 95 of 100 intervals on average; the four of one shop move together.
        covered.ShouldBeInRange(86, 100);
    }

    [Fact]
    public void Fit_LargeShop_EndsWhereAFitWithoutPilotEnds()
    {
        var small = SimulatedCustomers.Draw(new BgNbdParameters(0.5, 5, 0.8, 2.5), new GammaGammaParameters(6, 4, 15), count: 15_000, seed: 3);
        var large = Repeat(small, 4);

        var (alone, piloted) = (Fit(small), Fit(large));

        piloted.Purchases.R.ShouldBe(alone.Purchases.R, 1e-5);
        piloted.Purchases.B.ShouldBe(alone.Purchases.B, 1e-4);
        piloted.Spend!.Value.V.ShouldBe(alone.Spend!.Value.V, 1e-3);
    }

    [Fact]
    public void Fit_NobodyEverReturned_GivesFiniteParametersAndNoSpendModel()
    {
        var data = new RepeatPurchases
        {
            Frequency = [0, 0, 0], Recency = [0, 0, 0], Age = [3, 10, 20], MeanSpend = [0, 0, 0], Customer = [0, 1, 2],
        };

        var fit = Fit(data);
        var scores = LifetimeValueScorer.Score(data, fit, s_options, TestContext.Current.CancellationToken);

        fit.Spend.ShouldBeNull();
        scores.ExpectedPurchases.ShouldAllBe(value => double.IsFinite(value));
        scores.TotalValue.ShouldAllBe(value => value == 0);
    }

    private static LifetimeValueFit Fit(RepeatPurchases data) => LifetimeValueModel.Fit(data, s_options, TestContext.Current.CancellationToken);

    private static RepeatPurchases Repeat(RepeatPurchases data, int times) =>
        data.Take([.. Enumerable.Range(0, times).SelectMany(_ => Enumerable.Range(0, data.Count))]);
}
