using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.Classification;

public sealed class LogisticCurveTests
{
    [Fact]
    public void Fit_ScoresOfAKnownCurve_FindsIt()
    {
        var random = new Random(11);
        var scores = Enumerable.Range(0, 40_000).Select(_ => (random.NextDouble() * 6) - 3).ToArray();
        var labels = scores.Select(score => random.NextDouble() < 1 / (1 + Math.Exp(-(0.4 + (1.7 * score))))).ToArray();

        var curve = LogisticCurve.Fit(labels, scores);

        curve.Intercept.ShouldBe(0.4, 0.06);
        curve.Slope.ShouldBe(1.7, 0.06);
    }

    [Fact]
    public void Fit_AnyRows_NoNeighbouringCurveIsMoreLikely()
    {
        var random = new Random(5);
        var scores = Enumerable.Range(0, 300).Select(_ => random.NextDouble()).ToArray();
        var labels = scores.Select(score => random.NextDouble() < score).ToArray();
        var curve = LogisticCurve.Fit(labels, scores);

        foreach (var (a, b) in ((double, double)[])[(0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)])
        {
            Loss(labels, scores, curve with { Intercept = curve.Intercept + a, Slope = curve.Slope + b }).ShouldBeGreaterThan(Loss(labels, scores, curve));
        }
    }

    [Fact]
    public void Fit_ScoresThatSeparateOrPointTheWrongWay_StaysFiniteAndNeverFalls()
    {
        var separated = LogisticCurve.Fit([false, false, true, true], [-2, -1, 1, 2]);
        double.IsFinite(separated.Slope).ShouldBeTrue();
        separated.At(100).ShouldBeGreaterThan(separated.At(-100));

        LogisticCurve.Fit([true, true, false, false], [-2, -1, 1, 2]).ShouldBe(new LogisticCurve(0, 0));
    }

    // Platt's drawn-in labels, written out.
    private static double Loss(bool[] labels, double[] scores, LogisticCurve curve)
    {
        var ones = labels.Count(label => label);
        var (high, low) = ((ones + 1.0) / (ones + 2.0), 1.0 / (labels.Length - ones + 2.0));
        return labels.Select((label, i) =>
        {
            var (wanted, said) = (label ? high : low, curve.At(scores[i]));
            return -(wanted * Math.Log(said)) - ((1 - wanted) * Math.Log(1 - said));
        }).Sum();
    }
}
