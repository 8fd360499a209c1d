using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.Classification;

public sealed class CurvesTests
{
    [Fact]
    public void Roc_FourRows_GoesThroughThePointsCountedByHand()
    {
        // By falling score: hit, miss, hit, miss. Points: (0, ½), (½, ½), (½, 1), (1, 1).
        var curve = Curves.Roc([true, false, true, false], [0.9, 0.8, 0.7, 0.6]);

        curve[0].ShouldBe(0.5);
        curve[12].ShouldBe(0.5, 1e-12);
        curve[26].ShouldBe(1);
        curve[^1].ShouldBe(1);
    }

    [Fact]
    public void Roc_EqualScores_IsTheDiagonal() =>
        Curves.Roc([true, false, true, false, false], [0.5, 0.5, 0.5, 0.5, 0.5]).Zip(Curves.Places).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);

    [Fact]
    public void Precision_FourRows_IsThatOfTheThresholdWhichReachesTheRecall()
    {
        var curve = Curves.Precision([true, false, true, false], [0.9, 0.8, 0.7, 0.6]);

        curve[10].ShouldBe(1);
        curve[25].ShouldBe(1);
        curve[26].ShouldBe(2 / 3.0, 1e-12);
        curve[^1].ShouldBe(2 / 3.0, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Roc_RandomRows_HasTheAreaOfTheRankSum(int seed)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, 3_000).Select(_ => random.Next(3) == 0).ToArray();
        var scores = labels.Select(label => Math.Round(random.NextDouble() + (label ? 0.3 : 0), 3)).ToArray();

        var curve = Curves.Roc(labels, scores);

        Enumerable.Range(1, curve.Length - 1).Sum(i => (curve[i] + curve[i - 1]) / 2 * 0.02).ShouldBe(Auc.Of(labels, scores), 2e-3);
    }

    [Fact]
    public void Report_OfRealSkill_HasBandsAroundItsCurves()
    {
        var random = new Random(5);
        var labels = Enumerable.Range(0, 600).Select(_ => random.Next(2) == 0).ToArray();
        var scores = labels.Select(label => Math.Clamp((random.NextDouble() * 0.7) + (label ? 0.3 : 0), 0, 1)).ToArray();

        var report = PredictionReport.Of(labels, scores, seed: 1);

        report.Roc.ShouldAllBe(point => point.Low <= point.Y + 0.02 && point.Y <= point.High + 0.02);
        report.Roc[10].High.ShouldBeGreaterThan(report.Roc[10].Low);
        report.PrecisionRecall[25].High.ShouldBeGreaterThan(report.PrecisionRecall[25].Low);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Roc_OneClassOnly_IsTheDiagonal(bool label) => Curves.Roc([label, label], [0.1, 0.2]).ShouldBe(Curves.Places);
}
