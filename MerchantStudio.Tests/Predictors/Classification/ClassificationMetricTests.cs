using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Tests.Predictors.Classification;

public sealed class ClassificationMetricTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Auc_RandomScoresWithTies_EqualsTheShareOfPairsInOrder(int seed)
    {
        var (labels, scores) = Random(seed, 300, distinct: 12);
        var (right, pairs) = (0.0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = 0; j < labels.Length; j++)
            {
                if (labels[i] && !labels[j])
                {
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }

        Auc.Of(labels, scores).ShouldBe(right / pairs, 1e-12);
    }

    [Fact]
    public void Auc_OneClassOnly_IsOneHalf() => Auc.Of([true, true], [0.1, 0.9]).ShouldBe(0.5);

    [Fact]
    public void Brier_HandComputed_IsTheMeanSquare() => BrierScore.Of([true, false], [0.8, 0.4]).ShouldBe((0.04 + 0.16) / 2, 1e-12);

    [Fact]
    public void LogLoss_CertainAndWrong_StaysFinite() => LogLoss.Of([true], [0.0]).ShouldBe(-Math.Log(1e-15), 1e-6);

    [Fact]
    public void ExpectedCalibrationError_HandComputed_WeighsBinsByRows()
    {
        bool[] labels = [true, false, true, true];
        double[] probabilities = [0.05, 0.05, 0.95, 1.0];

        // First bin: 0.05 said, 0.5 seen, two rows; last bin: 0.975 said, 1 seen, two rows.
        Reliability.ExpectedCalibrationError(labels, probabilities).ShouldBe((0.5 * 0.45) + (0.5 * 0.025), 1e-12);
    }

    [Fact]
    public void AveragePrecision_HandComputed_SumsPrecisionAtEachCatch() =>
        Ranking.AveragePrecision([true, false, true], [0.9, 0.8, 0.7]).ShouldBe((1 + (2 / 3.0)) / 2, 1e-12);

    [Fact]
    public void Lift_TiesAtTheBorder_CountByTheirShare()
    {
        bool[] labels = [true, true, false, false];
        double[] scores = [0.9, 0.5, 0.5, 0.5];

        // Half of four rows: the first and one of three tied rows of which one is positive.
        Ranking.Lift(labels, scores, 0.5).ShouldBe((1 + (1 / 3.0)) / 2 / 0.5, 1e-12);
    }

    [Fact]
    public void Wilson_HandComputed_EqualsThePublishedExample()
    {
        var (low, high) = WilsonInterval.Of(81, 263);

        low.ShouldBe(0.2553, 1e-4);
        high.ShouldBe(0.3662, 1e-4);
    }

    [Fact]
    public void Report_ShuffledLabels_HasNoSkill()
    {
        var (labels, scores) = Random(5, 800, distinct: 1000);

        PredictionReport.Of(labels, scores, seed: 1).HasSkill.ShouldBeFalse();
    }

    [Fact]
    public void Report_OrderedScores_HasSkillAndItsIntervalsHoldTheValues()
    {
        var (labels, scores) = Random(6, 800, distinct: 1000);
        var helped = scores.Select((score, i) => (score / 2) + (labels[i] ? 0.4 : 0)).ToArray();

        var report = PredictionReport.Of(labels, helped, seed: 1);

        report.HasSkill.ShouldBeTrue();
        report.Auc.Value.ShouldBeInRange(report.Auc.Low, report.Auc.High);
        report.TopTenthLift.Value.ShouldBeGreaterThan(1.5);
        report.Reliability.Sum(bin => bin.Rows).ShouldBe(800);
    }

    internal static (bool[] Labels, double[] Scores) Random(int seed, int rows, int distinct)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, rows).Select(_ => random.Next(3) == 0)], [.. Enumerable.Range(0, rows).Select(_ => random.Next(distinct) / (double)distinct)]);
    }
}
