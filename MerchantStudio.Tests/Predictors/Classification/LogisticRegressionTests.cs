using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.Classification;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Fit_KnownWeights_RecoversTheProbabilities()
    {
        var random = new Random(1);
        var x = Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() * 4) - 2).ToArray();
        var labels = x.Select(value => random.NextDouble() < 1 / (1 + Math.Exp(-((1.5 * value) - 0.5)))).ToArray();
        var table = new FeatureTable([new FeatureColumn("x", Monotone.Free, x)], x.Length);

        var predicted = LogisticRegression.Fit(table, labels, TestContext.Current.CancellationToken).Predict(table);

        for (var i = 0; i < 100; i++)
        {
            predicted[i].ShouldBe(1 / (1 + Math.Exp(-((1.5 * x[i]) - 0.5))), 0.03);
        }
    }

    [Fact]
    public void Fit_SeparatedClassesAndMissingValues_StaysFinite()
    {
        double[] x = [-3, -2, double.NaN, 2, 3, 4];
        var table = new FeatureTable([new FeatureColumn("x", Monotone.Free, x), new FeatureColumn("empty", Monotone.Free, new double[6])], 6);

        var predicted = LogisticRegression.Fit(table, [false, false, false, true, true, true], TestContext.Current.CancellationToken).Predict(table);

        predicted.ShouldAllBe(p => p > 0 && p < 1);
        predicted[5].ShouldBeGreaterThan(predicted[0]);
    }
}
