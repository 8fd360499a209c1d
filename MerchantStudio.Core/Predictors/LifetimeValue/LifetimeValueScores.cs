namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>What the model expects of each customer, in columns that run like those of <see cref="RepeatPurchases"/>.</summary>
public sealed record LifetimeValueScores
{
    public required double HorizonWeeks { get; init; }

    /// <summary>Chance that the customer has not left for good, 0 to 1.</summary>
    public required double[] ProbabilityAlive { get; init; }

    /// <summary>Purchases expected within the horizon.</summary>
    public required double[] ExpectedPurchases { get; init; }

    /// <summary>Spend expected per purchase, in major units; NaN-free: 0 when spend could not be modelled.</summary>
    public required double[] ExpectedSpendPerPurchase { get; init; }

    /// <summary>Spend expected within the horizon, not discounted, in major units.</summary>
    public required double[] ExpectedSpend { get; init; }

    /// <summary>Discounted spend over the years that the options name, in major units.</summary>
    public required double[] TotalValue { get; init; }

    /// <summary>Weeks from the end of observation within which half of such customers who have not left order again.</summary>
    public required double[] WeeksToNextOrder { get; init; }
}
