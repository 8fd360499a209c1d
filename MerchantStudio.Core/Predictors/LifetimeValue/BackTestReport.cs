namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>Customers with the same number of repeat purchases before the split, and what they did after it.</summary>
/// <param name="Frequency">Repeat purchases before the split; the last group holds everybody from there up.</param>
/// <param name="IsOpenEnded">Whether the group holds everybody from there up.</param>
/// <param name="Customers">How many they are.</param>
/// <param name="Actual">Mean purchases after the split.</param>
/// <param name="Expected">Mean purchases that the model expected.</param>
/// <param name="Naive">Mean purchases that the simple rule expected.</param>
public sealed record FrequencyGroup(int Frequency, bool IsOpenEnded, int Customers, double Actual, double Expected, double Naive);

/// <summary>Repeat purchases of everybody from the first day to the end of a week.</summary>
public sealed record CumulativePoint(int Week, long Actual, double Expected, bool IsHeldOut);

/// <summary>How far a forecast of each customer's purchases was off.</summary>
/// <param name="MeanAbsoluteError">Purchases per customer.</param>
/// <param name="RootMeanSquareError">Purchases per customer.</param>
/// <param name="Total">Purchases forecast in all.</param>
public sealed record ForecastError(double MeanAbsoluteError, double RootMeanSquareError, double Total);

/// <summary>A fit on the time before a split, held against what came after it.</summary>
public sealed record BackTestReport
{
    public required double CalibrationWeeks { get; init; }
    public required double HeldOutWeeks { get; init; }
    public required int Customers { get; init; }
    public required LifetimeValueFit Fit { get; init; }
    public required IReadOnlyList<FrequencyGroup> ByFrequency { get; init; }
    public required IReadOnlyList<CumulativePoint> Cumulative { get; init; }
    public required long ActualTotal { get; init; }
    public required ForecastError Model { get; init; }

    /// <summary>The simple rule: as many repeat purchases as in the equally long time before the split.</summary>
    public required ForecastError Naive { get; init; }

    /// <summary>Spend after the split of the customers known before it, in major units.</summary>
    public required double ActualSpend { get; init; }

    public required double ExpectedSpend { get; init; }

    /// <summary>True when the simple rule has the smaller root mean square error: then the page says so in words.</summary>
    public bool NaiveIsBetter => Naive.RootMeanSquareError < Model.RootMeanSquareError;
}
