using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>Settings of the model of purchase intent.</summary>
public sealed record IntentOptions
{
    /// <summary>Share of the sessions, the latest ones, that the model is tested on. Above 0, below 1.</summary>
    public double TestShare { get; init; } = 0.25;

    /// <summary>Moments of each session that are trained on. 1 or more.</summary>
    public int MomentsPerSession { get; init; } = 2;

    /// <summary>Sessions with a purchase, and without one, below which nothing is shown as a number. 10 or more.</summary>
    public int MinimumPerClass { get; init; } = 200;

    /// <summary>The same among the tested sessions alone. 1 or more.</summary>
    public int MinimumTestedPerClass { get; init; } = 30;

    /// <summary>Milliseconds of silence after which a session is over.</summary>
    public long SessionGapMilliseconds { get; init; } = 30 * 60_000;

    /// <summary>Moments at which the features are held against what was there to be seen. 1 or more.</summary>
    public int GuardedMoments { get; init; } = 100;

    public BoostingOptions Boosting { get; init; } = new() { LearningRate = 0.05, MaxRounds = 300, Patience = 30, Folds = 4, Repeats = 1, MaxBins = 24 };
}
