using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Churn;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>What the predictors say, as records that are kept and shown.</summary>
public static class ChurnMapping
{
    public static ChurnTest ToDomain(ChurnEvaluation evaluation) => new()
    {
        Protocol = evaluation.Protocol,
        CutoffUtc = evaluation.CutoffUtc,
        HorizonDays = evaluation.HorizonDays,
        TrainingRows = evaluation.TrainingRows,
        TrainingCutoffsUtc = evaluation.TrainingCutoffsUtc,
        Model = ToDomain(evaluation.Model),
        Logistic = ToDomain(evaluation.Logistic),
    };

    public static PredictionFigures ToDomain(PredictionReport report) => new()
    {
        Customers = report.Rows,
        Positives = report.Positives,
        Auc = ToDomain(report.Auc),
        AveragePrecision = ToDomain(report.AveragePrecision),
        Brier = ToDomain(report.Brier),
        LogLoss = ToDomain(report.LogLoss),
        ExpectedCalibrationError = report.ExpectedCalibrationError,
        TopTenthLift = ToDomain(report.TopTenthLift),
        HasSkill = report.HasSkill,
        Calibration = [.. report.Reliability.Select(bin =>
            new CalibrationBin(bin.Low, bin.High, bin.Rows, bin.Predicted, bin.Observed, bin.ObservedLow, bin.ObservedHigh))],
        Roc = [.. report.Roc.Select(ToDomain)],
        PrecisionRecall = [.. report.PrecisionRecall.Select(ToDomain)],
    };

    public static ShapeFunction ToDomain(ShapeTerm shape) =>
        new(shape.Bins.Name, shape.Bins.Cuts, shape.Values, shape.Deviations, shape.Rows, shape.Importance);

    public static PairFunction ToDomain(PairTerm pair) => new(
        pair.FirstBins.Name, pair.SecondBins.Name, pair.FirstBins.Cuts, pair.SecondBins.Cuts, pair.Values, pair.Rows, pair.Importance);

    public static ChurnMonth ToMonth(ChurnEvaluation evaluation) => new()
    {
        CutoffUtc = evaluation.CutoffUtc,
        Customers = evaluation.Model.Rows,
        Left = evaluation.Model.Positives,
        ExpectedToLeave = evaluation.Probabilities.Sum(),
        Auc = ToDomain(evaluation.Model.Auc),
        LogisticAuc = evaluation.Logistic.Auc.Value,
        Brier = evaluation.Model.Brier.Value,
        LogisticBrier = evaluation.Logistic.Brier.Value,
        ExpectedCalibrationError = evaluation.Model.ExpectedCalibrationError,
        TopTenthLift = evaluation.Model.TopTenthLift.Value,
    };

    public static RhythmDetails ToDomain(ShopRhythm rhythm) => new()
    {
        Gaps = rhythm.Gaps,
        MedianDays = double.IsNaN(rhythm.MedianDays) ? null : rhythm.MedianDays,
        LongDays = double.IsNaN(rhythm.LongDays) ? null : rhythm.LongDays,
        Counts = [.. rhythm.Distribution.Select(part => new GapCount(part.FromDays, part.ToDays, part.Gaps))],
    };

    private static double[] ToDomain(CurvePoint point) => [point.X, point.Y, point.Low, point.High];

    private static Interval ToDomain(Estimate estimate) => new(estimate.Value, estimate.Low, estimate.High);
}
