using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Serving.Outlook;

/// <summary>What the newest scorings say of one customer.</summary>
public sealed record CustomerOutlook
{
    /// <summary>Null when churn was never scored.</summary>
    public ChurnOutlook? Churn { get; init; }

    /// <summary>Null when lifetime value was never scored.</summary>
    public ValueOutlook? Value { get; init; }
}

/// <summary>The chance to leave.</summary>
public sealed record ChurnOutlook
{
    public required DateTime AsOfUtc { get; init; }
    public required int HorizonDays { get; init; }
    public required int ActiveDays { get; init; }

    /// <summary>What the shop lacks; then there are no figures.</summary>
    public required IReadOnlyList<MissingData> Missing { get; init; }

    /// <summary>False when the order of the scores may be chance.</summary>
    public required bool HasSkill { get; init; }

    /// <summary>Null for who has not bought within the active days: too long ago to be asked whether they leave.</summary>
    public double? Probability { get; init; }

    public double Intercept { get; init; }
    public ChurnScoreDetails? Details { get; init; }

    /// <summary>Scores of the same horizon, the oldest first.</summary>
    public required IReadOnlyList<ScoreAt> History { get; init; }
}

/// <summary>What the customer is worth.</summary>
public sealed record ValueOutlook
{
    public required DateTime AsOfUtc { get; init; }
    public required double HorizonWeeks { get; init; }
    public required double TotalValueYears { get; init; }
    public required double YearlyDiscount { get; init; }
    public required IReadOnlyList<MissingData> Missing { get; init; }
    public required bool SeesNobodyLeave { get; init; }

    /// <summary>Discounted value in minor units; null for who has never bought.</summary>
    public long? TotalMinor { get; init; }

    public LifetimeValueScoreDetails? Details { get; init; }

    /// <summary>In minor units; scores of the same horizon, the oldest first.</summary>
    public required IReadOnlyList<ScoreAt> History { get; init; }

    /// <summary>Chance to be still a customer, from the first purchase on; empty for who has never bought.</summary>
    public required IReadOnlyList<AlivePoint> Alive { get; init; }
}

/// <param name="Day">The shop's day.</param>
/// <param name="Probability">Chance that the customer has not left for good by the end of it.</param>
/// <param name="IsAhead">Whether it lies after what is known, and says what silence until then would mean.</param>
public sealed record AlivePoint(DateOnly Day, double Probability, bool IsAhead);
