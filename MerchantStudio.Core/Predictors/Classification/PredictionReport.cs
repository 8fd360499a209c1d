using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>A figure with its 95 % bootstrap interval over customers.</summary>
public sealed record Estimate(double Value, double Low, double High);

/// <summary>How good probabilities were on rows that their model had not seen.</summary>
public sealed record PredictionReport
{
    private const int MaxResamples = 400;
    private const int MinResamples = 50;

    // Above some ten thousand rows intervals are narrow, and fewer resamples give their ends well enough.
    private const int RowsToDraw = 8_000_000;
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

    /// <summary>Share of positives caught by share of negatives taken along.</summary>
    public required IReadOnlyList<CurvePoint> Roc { get; init; }

    /// <summary>Precision by recall.</summary>
    public required IReadOnlyList<CurvePoint> PrecisionRecall { get; init; }

    /// <summary>False when the interval of the AUC holds one half: the order of the scores may be chance.</summary>
    public bool HasSkill => Auc.Low > 0.5;

    public static PredictionReport Of(bool[] labels, double[] probabilities, ulong seed)
    {
        var draws = Draw(labels, probabilities, seed);
        var whole = Figures.Of(labels, probabilities);
        return new PredictionReport
        {
            Rows = labels.Length,
            Positives = labels.Count(label => label),
            Auc = With(whole.Auc, draws, draw => draw.Auc),
            AveragePrecision = With(whole.AveragePrecision, draws, draw => draw.AveragePrecision),
            Brier = With(whole.Brier, draws, draw => draw.Brier),
            LogLoss = With(whole.LogLoss, draws, draw => draw.LogLoss),
            TopTenthLift = With(whole.Lift, draws, draw => draw.Lift),
            ExpectedCalibrationError = Classification.Reliability.ExpectedCalibrationError(labels, probabilities),
            Reliability = Classification.Reliability.Curve(labels, probabilities),
            Roc = Band(whole.Roc, draws, draw => draw.Roc),
            PrecisionRecall = Band(whole.Precision, draws, draw => draw.Precision),
        };
    }

    private static Figures[] Draw(bool[] labels, double[] probabilities, ulong seed)
    {
        var random = new SeededRandom(seed);
        var (drawnLabels, drawn) = (new bool[labels.Length], new double[labels.Length]);
        var draws = new Figures[Math.Clamp(RowsToDraw / Math.Max(1, labels.Length), MinResamples, MaxResamples)];
        for (var resample = 0; resample < draws.Length; resample++)
        {
            for (var i = 0; i < labels.Length; i++)
            {
                var row = random.NextInt(labels.Length);
                (drawnLabels[i], drawn[i]) = (labels[row], probabilities[row]);
            }

            draws[resample] = Figures.Of(drawnLabels, drawn);
        }

        return draws;
    }

    private static Estimate With(double value, Figures[] draws, Func<Figures, double> select)
    {
        var sorted = draws.Select(select).Order().ToArray();
        return new Estimate(value, Bootstrap.Quantile(sorted, 0.025), Bootstrap.Quantile(sorted, 0.975));
    }

    private static CurvePoint[] Band(double[] curve, Figures[] draws, Func<Figures, double[]> select) =>
    [
        .. curve.Select((y, place) =>
        {
            var estimate = With(y, draws, draw => select(draw)[place]);
            return new CurvePoint(Curves.Places[place], y, estimate.Low, estimate.High);
        }),
    ];

    /// <summary>The figures of one draw of the rows.</summary>
    private readonly record struct Figures(
        double Auc, double AveragePrecision, double Brier, double LogLoss, double Lift, double[] Roc, double[] Precision)
    {
        public static Figures Of(bool[] labels, double[] scores) => new(
            Classification.Auc.Of(labels, scores), Ranking.AveragePrecision(labels, scores), BrierScore.Of(labels, scores),
            Classification.LogLoss.Of(labels, scores), Ranking.Lift(labels, scores, TopPart), Curves.Roc(labels, scores), Curves.Precision(labels, scores));
    }
}
