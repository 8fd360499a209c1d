using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.Classification;

public sealed class IsotonicCalibrationTests
{
    [Fact]
    public void Fit_FewRows_PoolsWhatIsOutOfOrder()
    {
        var fit = IsotonicCalibration.Fit([false, true, false, true, true], [1, 2, 3, 4, 5]);

        // 2 and 3 are pooled at their mean; the ends are drawn in from 0 and 1 by Laplace's rule.
        fit.Scores.ShouldBe([1, 2.5, 4.5]);
        fit.Probabilities[1].ShouldBe(0.5);
        fit.Probabilities[0].ShouldBe(1 / 3.0, 1e-12);
        fit.Probabilities[2].ShouldBe(0.75, 1e-12);
        fit.Apply(3.5).ShouldBe(0.625, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FitBagged_AnyRows_NeverFalls(int seed)
    {
        var (labels, scores) = ClassificationMetricTests.Random(seed, 500, distinct: 60);
        var fit = IsotonicCalibration.FitBagged(labels, scores, resamples: 10, seed: 1);

        var mapped = Enumerable.Range(-5, 120).Select(i => fit.Apply(i / 100.0)).ToArray();

        mapped.ShouldBeInOrder(SortDirection.Ascending);
        mapped.ShouldAllBe(p => p >= 0 && p <= 1);
    }

    [Fact]
    public void FitBagged_OverconfidentScores_ComesBackToTheTruth()
    {
        var random = new Random(3);
        var truth = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).ToArray();
        var labels = truth.Select(p => random.NextDouble() < p).ToArray();
        var tooSure = truth.Select(p => 3 * Math.Log(p / (1 - p))).ToArray();

        var fit = IsotonicCalibration.FitBagged(labels, tooSure, resamples: 20, seed: 1);

        foreach (var p in (double[])[0.1, 0.3, 0.5, 0.7, 0.9])
        {
            fit.Apply(3 * Math.Log(p / (1 - p))).ShouldBe(p, 0.03);
        }
    }
}
