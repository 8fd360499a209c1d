namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>Settings of explainable boosting.</summary>
public sealed record BoostingOptions
{
    /// <summary>Bins per feature, besides the one for missing values. 2 to 254.</summary>
    public int MaxBins { get; init; } = 64;

    /// <summary>Bins per axis of a pair, besides the one for missing values. 2 to 64.</summary>
    public int MaxPairBins { get; init; } = 12;

    /// <summary>Share of a step that is taken. Above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>Rounds over all features at most. 1 or more.</summary>
    public int MaxRounds { get; init; } = 600;

    /// <summary>Rounds without a better validation loss after which boosting stops. 1 or more.</summary>
    public int Patience { get; init; } = 60;

    /// <summary>Leaves of one step on one feature. 2 or more.</summary>
    public int MaxLeaves { get; init; } = 3;

    /// <summary>Training rows that a leaf must hold. 1 or more.</summary>
    public int MinRowsPerLeaf { get; init; } = 20;

    /// <summary>Added to the curvature of every leaf: draws small leaves towards zero. 0 or more.</summary>
    public double L2 { get; init; } = 5;

    /// <summary>Folds that the groups are dealt into; each bag leaves one out to stop on. 2 or more.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often the groups are dealt anew; folds times repeats is the number of bags. 1 or more.</summary>
    public int Repeats { get; init; } = 4;

    /// <summary>Pairs of features that are boosted after the single ones. 0 or more.</summary>
    public int MaxPairs { get; init; } = 5;

    /// <summary>
    /// Ridge penalty of the straight lines that every second deal starts from, times a squared slope per standard deviation.
    /// Infinite: all start from nothing. 0 or more.
    /// </summary>
    public double LinearPenalty { get; init; } = 200;

    public ulong Seed { get; init; } = 1;
}
