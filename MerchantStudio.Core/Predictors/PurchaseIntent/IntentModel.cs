using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>A trained model of purchase intent: an additive machine, whose terms add up to the log-odds, and their calibration.</summary>
public sealed record IntentModel
{
    private const int CalibrationResamples = 20;

    public required BoostingModel Boosting { get; init; }

    public required IsotonicCalibration Calibration { get; init; }

    /// <summary>Which features the training rows had any value of, in their order.</summary>
    public required bool[] Known { get; init; }

    /// <summary>Calibrated on each row's log-odds from the bags that had left its session out.</summary>
    public static IntentModel Train(IntentSample sample, IntentOptions options, CancellationToken cancellationToken)
    {
        bool[] known = [.. sample.Features.Columns.Select(column => column.Values.Any(value => !double.IsNaN(value)))];
        var trained = BoostingTrainer.Train(Select(sample.Features, known), sample.Bought, sample.Groups, options.Boosting, cancellationToken);
        return new IntentModel
        {
            Boosting = trained.Model,
            Calibration = IsotonicCalibration.FitBagged(sample.Bought, trained.LeftOutLogOdds, CalibrationResamples, options.Boosting.Seed),
            Known = known,
        };
    }

    /// <summary>The columns that the model looks at.</summary>
    public FeatureTable Select(FeatureTable table) => Select(table, Known);

    /// <summary>Calibrated chance that the session goes on to a purchase, per row.</summary>
    public double[] Predict(FeatureTable table) => Calibration.ApplyAll(Boosting.Predict(Select(table)));

    private static FeatureTable Select(FeatureTable table, bool[] keep) => new([.. table.Columns.Where((_, i) => keep[i])], table.RowCount);
}
