using System.Text.Json.Serialization;

namespace MerchantStudio.Core.Domain;

/// <summary>Names of what is scored, as <see cref="ScoreSet.Kind"/> holds them.</summary>
public static class ScoreKinds
{
    public const string Churn = "churn";
    public const string LifetimeValue = "ltv";
    public const string PurchaseIntent = "intent";
}

/// <summary>A figure with its 95 % interval.</summary>
public sealed record Interval(double Value, double Low, double High);

/// <summary>What a model lacks: resource key and how much of it.</summary>
/// <param name="Key">Such as <c>returning-customers</c>.</param>
/// <param name="Needed">What it takes.</param>
/// <param name="Present">What the shop has.</param>
public sealed record MissingData(string Key, double Needed, double Present)
{
    public double More => Math.Max(0, Math.Ceiling(Needed - Present));
}

/// <summary>Customers whose probability falls into one tenth, and the share of them to whom it happened.</summary>
public sealed record CalibrationBin(double Low, double High, int Customers, double Predicted, double Observed, double ObservedLow, double ObservedHigh);

/// <summary>How good a model was on customers that it had not seen.</summary>
public sealed record PredictionFigures
{
    public required int Customers { get; init; }
    public required int Positives { get; init; }
    public required Interval Auc { get; init; }
    public required Interval AveragePrecision { get; init; }
    public required Interval Brier { get; init; }
    public required Interval LogLoss { get; init; }
    public required double ExpectedCalibrationError { get; init; }
    public required Interval TopTenthLift { get; init; }
    public required bool HasSkill { get; init; }
    public required IReadOnlyList<CalibrationBin> Calibration { get; init; }

    /// <summary>Points [share of negatives taken along, share of positives caught, lower end, upper end].</summary>
    public IReadOnlyList<double[]> Roc { get; init; } = [];

    /// <summary>Points [recall, precision, lower end, upper end].</summary>
    public required IReadOnlyList<double[]> PrecisionRecall { get; init; }
}

/// <summary>A shape function: what each bin of a feature adds to the log-odds.</summary>
/// <param name="Feature">Stable name of the feature.</param>
/// <param name="Cuts">Borders between the bins; bin 0 holds missing values and has no borders.</param>
/// <param name="Values">Log-odds per bin.</param>
/// <param name="Deviations">Standard deviation over the bags, per bin.</param>
/// <param name="Customers">Training rows per bin.</param>
/// <param name="Importance">Mean absolute contribution.</param>
public sealed record ShapeFunction(
    string Feature, IReadOnlyList<double> Cuts, IReadOnlyList<double> Values, IReadOnlyList<double> Deviations, IReadOnlyList<int> Customers, double Importance)
{
    /// <summary>For a direction of taste: products of those who stand at its lower end.</summary>
    public IReadOnlyList<string> LowProducts { get; init; } = [];

    /// <summary>For a direction of taste: products of those who stand at its upper end.</summary>
    public IReadOnlyList<string> HighProducts { get; init; } = [];
}

/// <summary>The joint shape of two features: cells row by row of the first feature's bins, which start with the missing one.</summary>
public sealed record PairFunction(
    string First, string Second, IReadOnlyList<double> FirstCuts, IReadOnlyList<double> SecondCuts,
    IReadOnlyList<double> Values, IReadOnlyList<int> Customers, double Importance);

/// <summary>A test of the churn model: protocol, figures, and those of plain logistic regression on the same rows.</summary>
public sealed record ChurnTest
{
    public required string Protocol { get; init; }
    public required DateTime CutoffUtc { get; init; }
    public required int HorizonDays { get; init; }
    public required int TrainingRows { get; init; }
    public required IReadOnlyList<DateTime> TrainingCutoffsUtc { get; init; }
    public required PredictionFigures Model { get; init; }
    public required PredictionFigures Logistic { get; init; }
}

/// <summary>One month of the back-test: trained on what was known then, tested on what came after.</summary>
public sealed record ChurnMonth
{
    public required DateTime CutoffUtc { get; init; }
    public required int Customers { get; init; }
    public required int Left { get; init; }

    /// <summary>Sum of the chances that were said.</summary>
    public required double ExpectedToLeave { get; init; }

    public required Interval Auc { get; init; }
    public required double LogisticAuc { get; init; }
    public required double Brier { get; init; }
    public required double LogisticBrier { get; init; }
    public required double ExpectedCalibrationError { get; init; }
    public required double TopTenthLift { get; init; }
}

/// <summary>How many gaps between purchases of one customer lasted so long.</summary>
/// <param name="FromDays">Shortest.</param>
/// <param name="ToDays">First length that counts no more; null for no end.</param>
/// <param name="Gaps">Their number.</param>
public sealed record GapCount(int FromDays, int? ToDays, int Gaps);

/// <summary>The shop's own rhythm, from which a horizon is proposed.</summary>
public sealed record RhythmDetails
{
    public required int Gaps { get; init; }
    public double? MedianDays { get; init; }

    /// <summary>Four fifths of the gaps are shorter.</summary>
    public double? LongDays { get; init; }

    public required IReadOnlyList<GapCount> Counts { get; init; }
}

/// <summary>What explains one scoring of churn; kept as <see cref="ScoreSet.DetailsJson"/>.</summary>
public sealed record ChurnDetails
{
    public required int HorizonDays { get; init; }

    /// <summary>The horizon that the shop's own gaps between purchases suggest.</summary>
    public required int ProposedHorizonDays { get; init; }

    public required int ActiveDays { get; init; }

    /// <summary>Empty when the model could be made; otherwise what is missing, and there are no scores.</summary>
    public required IReadOnlyList<MissingData> Missing { get; init; }

    /// <summary>Whether the shop's people chose the horizon.</summary>
    public bool HorizonIsChosen { get; init; }

    public RhythmDetails? Rhythm { get; init; }

    /// <summary>One in so many customers was learned from; 1 for all of them.</summary>
    public int LearnedFromOneIn { get; init; } = 1;

    public ChurnTest? Test { get; init; }

    /// <summary>The back-test month by month, the oldest first.</summary>
    public IReadOnlyList<ChurnMonth> Months { get; init; } = [];

    public double Intercept { get; init; }
    public IReadOnlyList<ShapeFunction> Shapes { get; init; } = [];
    public IReadOnlyList<PairFunction> Pairs { get; init; } = [];
    public double Seconds { get; init; }
}

/// <summary>One term of a prediction.</summary>
/// <param name="Feature">Stable name of the feature, or of the first of a pair.</param>
/// <param name="Second">The other feature of a pair.</param>
/// <param name="Value">The customer's value; null when missing.</param>
/// <param name="LogOdds">What the term adds; above zero speaks for leaving.</param>
public sealed record ScoreReason(string Feature, string? Second, double? Value, double LogOdds)
{
    /// <summary>For taste: what the customer bought that puts them where they stand; null for every other term.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Products { get; init; }
}

/// <summary>What explains one customer's churn score; kept as <see cref="CustomerScore.DetailsJson"/>.</summary>
/// <param name="LogOdds">Intercept and all terms, before calibration.</param>
/// <param name="Reasons">The strongest terms first.</param>
/// <param name="OtherTerms">Sum of the terms that are not listed: intercept + reasons + others = log-odds.</param>
/// <param name="StakeMinor">Probability times the spend expected within a year, or within the past year where that is not known.</param>
/// <param name="Before">What the same model says of the customer a month earlier; null for who was not looked at then.</param>
public sealed record ChurnScoreDetails(
    double LogOdds, IReadOnlyList<ScoreReason> Reasons, double OtherTerms, long StakeMinor, ChurnBefore? Before = null)
{
    /// <summary>What the customer bought that sets them apart most from the shop's others; empty where taste says nothing.</summary>
    public IReadOnlyList<string> MarkedBy { get; init; } = [];
}

/// <summary>What changed within a month, exactly: both moments are scored by one model, so log-odds then + changes + others = log-odds now.</summary>
/// <param name="AsOfUtc">The earlier moment.</param>
/// <param name="Probability">The chance then.</param>
/// <param name="LogOdds">The log-odds then.</param>
/// <param name="Changes">Differences of the terms, the strongest first; the values are today's.</param>
/// <param name="OtherChanges">Sum of the differences that are not listed.</param>
public sealed record ChurnBefore(DateTime AsOfUtc, double Probability, double LogOdds, IReadOnlyList<ScoreReason> Changes, double OtherChanges);

/// <summary>A fitted parameter with its 95 % interval; null ends where the data cannot say.</summary>
public sealed record ModelParameter(string Name, double Value, double? Low, double? High);

/// <summary>Customers with equally many purchases before the split, and their mean purchases after it.</summary>
public sealed record BackTestGroup(int Frequency, bool IsOpenEnded, int Customers, double Actual, double Expected, double Naive);

/// <summary>Repeat purchases since the first day by the end of a week.</summary>
public sealed record BackTestWeek(int Week, long Actual, double Expected, bool IsHeldOut);

/// <summary>A fit on the time before a split, held against what came after it.</summary>
public sealed record ValueBackTest
{
    public required double CalibrationWeeks { get; init; }
    public required double HeldOutWeeks { get; init; }
    public required int Customers { get; init; }
    public required long ActualPurchases { get; init; }
    public required double ExpectedPurchases { get; init; }
    public required double NaivePurchases { get; init; }
    public required double ModelError { get; init; }
    public required double NaiveError { get; init; }
    public required bool NaiveIsBetter { get; init; }
    public required double ActualSpend { get; init; }
    public required double ExpectedSpend { get; init; }
    public required IReadOnlyList<BackTestGroup> Groups { get; init; }
    public required IReadOnlyList<BackTestWeek> Weeks { get; init; }
}

/// <summary>What explains one scoring of lifetime value; kept as <see cref="ScoreSet.DetailsJson"/>.</summary>
public sealed record LifetimeValueDetails
{
    public required double HorizonWeeks { get; init; }
    public required double YearlyDiscount { get; init; }
    public required double TotalValueYears { get; init; }
    public required IReadOnlyList<MissingData> Missing { get; init; }
    public IReadOnlyList<ModelParameter> Parameters { get; init; } = [];

    /// <summary>True when the purchases show no sign of anybody leaving for good.</summary>
    public bool SeesNobodyLeave { get; init; }

    public bool Converged { get; init; }
    public int Customers { get; init; }
    public double ExpectedPurchases { get; init; }

    /// <summary>Spend expected within the horizon over all customers, in major units.</summary>
    public double ExpectedSpend { get; init; }

    public ValueBackTest? BackTest { get; init; }
    public double Seconds { get; init; }
}

/// <summary>One customer's lifetime value; kept as <see cref="CustomerScore.DetailsJson"/>. The score's value is the total value in major units.</summary>
/// <param name="Alive">Chance that the customer has not left for good.</param>
/// <param name="Purchases">Expected within the horizon.</param>
/// <param name="SpendMinor">Expected within the horizon.</param>
/// <param name="NextOrderUtc">When half of such customers who have not left have ordered again.</param>
/// <param name="NextFromUtc">When a quarter of them have.</param>
/// <param name="NextToUtc">When three quarters of them have.</param>
public sealed record LifetimeValueScoreDetails(
    double Alive, double Purchases, long SpendMinor, DateTime? NextOrderUtc, DateTime? NextFromUtc = null, DateTime? NextToUtc = null);
