namespace MerchantStudio.Core.Domain;

/// <summary>What comes of acting on every tested moment whose chance is at least a threshold.</summary>
/// <param name="Threshold">0 to 1.</param>
/// <param name="TruePositives">Moments acted on that led to a purchase.</param>
/// <param name="FalsePositives">Moments acted on that did not.</param>
public sealed record ThresholdPoint(double Threshold, int TruePositives, int FalsePositives);

/// <summary>A test of the model of purchase intent on sessions that began after all that it had learned from were over.</summary>
public sealed record IntentTest
{
    /// <summary>When the first tested session began.</summary>
    public required DateTime SplitUtc { get; init; }

    public required int TrainingSessions { get; init; }
    public required int TrainingMoments { get; init; }

    /// <summary>Moments, one of each tested session; positives led to a purchase.</summary>
    public required PredictionFigures Model { get; init; }

    public required PredictionFigures Logistic { get; init; }
    public required PredictionFigures BaseRate { get; init; }

    /// <summary>Whether the model says more than the base rate does.</summary>
    public required bool HasSkill { get; init; }

    /// <summary>At 0, 0.005, … 1.</summary>
    public required IReadOnlyList<ThresholdPoint> Thresholds { get; init; }

    /// <summary>About a hundred points of the ROC curve: [share of the other sessions, share of the buying ones].</summary>
    public required IReadOnlyList<double[]> Roc { get; init; }

    /// <summary>What comes of acting from a threshold on; it is rounded to the nearest one that was counted.</summary>
    public ThresholdFigures At(double threshold)
    {
        var point = Thresholds[(int)Math.Round(Math.Clamp(threshold, 0, 1) * (Thresholds.Count - 1))];
        return new ThresholdFigures(point, Model.Customers, Model.Positives);
    }
}

/// <summary>Figures of acting on every tested moment from a threshold on.</summary>
/// <param name="Point">The threshold and what it catches.</param>
/// <param name="Moments">All tested moments.</param>
/// <param name="Positives">Those that led to a purchase.</param>
public sealed record ThresholdFigures(ThresholdPoint Point, int Moments, int Positives)
{
    public int ActedOn => Point.TruePositives + Point.FalsePositives;

    /// <summary>Share of the moments acted on that led to a purchase; null when none is.</summary>
    public double? Precision => ActedOn == 0 ? null : Point.TruePositives / (double)ActedOn;

    /// <summary>Share of the moments that led to a purchase that were acted on; null when there are none.</summary>
    public double? Recall => Positives == 0 ? null : Point.TruePositives / (double)Positives;

    /// <summary>Share of all moments on which the threshold was right.</summary>
    public double? Accuracy => Moments == 0 ? null : (Point.TruePositives + (Moments - Positives - Point.FalsePositives)) / (double)Moments;

    /// <summary>Harmonic mean of precision and recall: 2·TP / (2·TP + FP + FN).</summary>
    public double? F1 => Positives + ActedOn == 0 ? null : 2.0 * Point.TruePositives / (Positives + ActedOn);

    /// <summary>What acting brings on the tested moments: each purchase-bound one its value, each other one its cost.</summary>
    public double Net(double valueOfHit, double costOfAlarm) => (Point.TruePositives * valueOfHit) - (Point.FalsePositives * costOfAlarm);
}

/// <summary>How far a session has come.</summary>
public enum SessionStage
{
    Browsing,
    Viewed,
    Cart,
    Checkout,
    Bought,
}

/// <summary>A session of the last day, after its last event before a purchase.</summary>
/// <param name="Probability">Calibrated chance that it goes on to a purchase.</param>
/// <param name="LogOdds">Intercept and all terms, before calibration.</param>
/// <param name="Reasons">The strongest terms first.</param>
/// <param name="OtherTerms">Sum of the terms that are not listed: intercept + reasons + others = log-odds.</param>
/// <param name="CartMinor">Value of what lies in the cart.</param>
/// <param name="IsOver">False when so little time has passed since its last event that it may still go on.</param>
public sealed record IntentSession(
    string CustomerKey, DateTime StartUtc, DateTime LastUtc, int Events, SessionStage Stage, long CartMinor, bool IsOver,
    double Probability, double LogOdds, IReadOnlyList<ScoreReason> Reasons, double OtherTerms);

/// <summary>A model of purchase intent with what explains it and the last day's sessions; kept as <see cref="ScoreSet.DetailsJson"/>.</summary>
public sealed record IntentDetails
{
    /// <summary>Empty when the model could be made; otherwise what is missing.</summary>
    public required IReadOnlyList<MissingData> Missing { get; init; }

    /// <summary>Sessions with events, all of the shop's.</summary>
    public required int Sessions { get; init; }

    /// <summary>Sessions that were looked at: all, or as many as the settings allow, drawn by seed.</summary>
    public required int LookedAt { get; init; }

    public IntentTest? Test { get; init; }
    public double Intercept { get; init; }
    public IReadOnlyList<ShapeFunction> Shapes { get; init; } = [];
    public IReadOnlyList<PairFunction> Pairs { get; init; } = [];

    /// <summary>Points [log-odds, chance] between which the calibration is drawn.</summary>
    public IReadOnlyList<double[]> Calibration { get; init; } = [];

    /// <summary>The shop's last day with events.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Sessions of the last day by tenths of the chance.</summary>
    public IReadOnlyList<int> Distribution { get; init; } = [];

    /// <summary>Those of the last day with the highest chance that have not bought, then those that have.</summary>
    public IReadOnlyList<IntentSession> Today { get; init; } = [];

    public double Seconds { get; init; }
}
