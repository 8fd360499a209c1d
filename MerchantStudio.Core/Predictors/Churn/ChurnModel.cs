using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>A trained churn model: an additive machine and the calibration of its log-odds.</summary>
public sealed record ChurnModel
{
    private const int CalibrationResamples = 50;

    public required BoostingModel Boosting { get; init; }

    public required IsotonicCalibration Calibration { get; init; }

    public required int HorizonDays { get; init; }

    /// <summary>
    /// Trains on rows of one or several cut-offs. Calibrated on each row's log-odds from the bags that had left its
    /// customer out, so on rows that the calibrated scores have not learned from.
    /// </summary>
    /// <param name="features">What was known of each row's customer.</param>
    /// <param name="left">Whether the customer left.</param>
    /// <param name="customers">Each row's customer: rows of one customer stay together.</param>
    /// <param name="options">Settings and seed.</param>
    /// <param name="cancellationToken">Stops between rounds.</param>
    public static ChurnModel Train(FeatureTable features, bool[] left, int[] customers, ChurnOptions options, CancellationToken cancellationToken)
    {
        var trained = BoostingTrainer.Train(features, left, customers, options.Boosting, cancellationToken);
        return new ChurnModel
        {
            Boosting = trained.Model,
            Calibration = IsotonicCalibration.FitBagged(left, trained.LeftOutLogOdds, CalibrationResamples, options.Boosting.Seed),
            HorizonDays = options.HorizonDays,
        };
    }

    /// <summary>Calibrated chance to buy nothing within the horizon, per row.</summary>
    public double[] Predict(FeatureTable features) => Calibration.ApplyAll(Boosting.Predict(features));
}
