using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>A figure with its 95 % bootstrap interval over customers.</summary>
public sealed record Estimate(double Value, double Low, double High);

/// <summary>How good probabilities were on rows that their model had not seen.</summary>
public sealed record PredictionReport
{
    private const int Resamples = 400;
    private const double TopPart = 0.1;

    public required int Rows { get; init; }
    public required int Positives { get; init; }
    public required Estimate Auc { get; init; }
    public required Estimate AveragePrecision { get; init; }
    public required Estimate Brier { get; init; }
    public required Estimate LogLoss { get; init; }

    /// <summary>Over ten bins of equal width.</summary>
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>How many times as many positives the highest tenth holds as a random tenth.</summary>
    public required Estimate TopTenthLift { get; init; }

    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>About a hundred points of the precision-recall curve.</summary>
    public required IReadOnlyList<PrecisionRecallPoint> PrecisionRecall { get; init; }

    /// <summary>False when the interval of the AUC holds one half: the order of the scores may be chance.</summary>
    public bool HasSkill => Auc.Low > 0.5;

    public static PredictionReport Of(bool[] labels, double[] probabilities, ulong seed)
    {
        var draws = Draw(labels, probabilities, seed);
        return new PredictionReport
        {
            Rows = labels.Length,
            Positives = labels.Count(label => label),
            Auc = With(Classification.Auc.Of(labels, probabilities), draws, draw => draw[0]),
            AveragePrecision = With(Ranking.AveragePrecision(labels, probabilities), draws, draw => draw[1]),
            Brier = With(BrierScore.Of(labels, probabilities), draws, draw => draw[2]),
            LogLoss = With(Classification.LogLoss.Of(labels, probabilities), draws, draw => draw[3]),
            TopTenthLift = With(Ranking.Lift(labels, probabilities, TopPart), draws, draw => draw[4]),
            ExpectedCalibrationError = Classification.Reliability.ExpectedCalibrationError(labels, probabilities),
            Reliability = Classification.Reliability.Curve(labels, probabilities),
            PrecisionRecall = Thin(Ranking.PrecisionRecall(labels, probabilities)),
        };
    }

    private static double[][] Draw(bool[] labels, double[] probabilities, ulong seed)
    {
        var random = new SeededRandom(seed);
        var (drawnLabels, drawn) = (new bool[labels.Length], new double[labels.Length]);
        var draws = new double[Resamples][];
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var i = 0; i < labels.Length; i++)
            {
                var row = random.NextInt(labels.Length);
                (drawnLabels[i], drawn[i]) = (labels[row], probabilities[row]);
            }

            draws[resample] =
            [
                Classification.Auc.Of(drawnLabels, drawn), Ranking.AveragePrecision(drawnLabels, drawn), BrierScore.Of(drawnLabels, drawn),
                Classification.LogLoss.Of(drawnLabels, drawn), Ranking.Lift(drawnLabels, drawn, TopPart),
            ];
        }

        return draws;
    }

    private static Estimate With(double value, double[][] draws, Func<double[], double> select)
    {
        var sorted = draws.Select(select).Order().ToArray();
        return new Estimate(value, Bootstrap.Quantile(sorted, 0.025), Bootstrap.Quantile(sorted, 0.975));
    }

    private static List<PrecisionRecallPoint> Thin(IReadOnlyList<PrecisionRecallPoint> points)
    {
        var step = Math.Max(1, points.Count / 100);
        return [.. points.Where((_, i) => i % step == 0 || i == points.Count - 1)];
    }
}
