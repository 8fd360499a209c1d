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
        PrecisionRecall = [.. report.PrecisionRecall.Select(point => new[] { point.Recall, point.Precision })],
    };

    public static ShapeFunction ToDomain(ShapeTerm shape) =>
        new(shape.Bins.Name, shape.Bins.Cuts, shape.Values, shape.Deviations, shape.Rows, shape.Importance);

    public static PairFunction ToDomain(PairTerm pair) => new(
        pair.FirstBins.Name, pair.SecondBins.Name, pair.FirstBins.Cuts, pair.SecondBins.Cuts, pair.Values, pair.Rows, pair.Importance);

    private static Interval ToDomain(Estimate estimate) => new(estimate.Value, estimate.Low, estimate.High);
}
