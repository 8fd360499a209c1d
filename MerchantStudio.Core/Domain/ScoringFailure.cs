namespace MerchantStudio.Core.Domain;

/// <summary>The last scoring of a kind, when it ended without scores; gone as soon as one succeeds.</summary>
public sealed record ScoringFailure
{
    public const int ReasonMaxLength = 300;

    public required int ShopId { get; init; }

    /// <summary>What was to be scored, one of <see cref="ScoreKinds"/>.</summary>
    public required string Kind { get; init; }

    public required DateTime FailedUtc { get; init; }

    /// <summary>A resource key, after a colon what the sentence names.</summary>
    public required string Reason { get; init; }

    /// <summary>The data that it failed on; null when they could not be read.</summary>
    public string? DataFingerprint { get; init; }
}
