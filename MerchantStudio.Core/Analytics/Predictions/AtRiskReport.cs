using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>Which customers to list.</summary>
public sealed record AtRiskRequest(int ShopId)
{
    /// <summary>Part of the key, in any case; null for everybody.</summary>
    public string? Search { get; init; }

    /// <summary>Smallest chance to leave, 0 to 1.</summary>
    public double MinChance { get; init; }

    /// <summary>Smallest value at stake, in minor units; null for any.</summary>
    public long? MinStakeMinor { get; init; }

    /// <summary>One of the eleven groups; null for all.</summary>
    public SegmentName? Segment { get; init; }

    /// <summary>As the files write it; null for all.</summary>
    public string? Country { get; init; }

    /// <summary>True for the highest chance first; otherwise by value at stake.</summary>
    public bool ByChance { get; init; }

    public int Skip { get; init; }
    public int Take { get; init; } = 50;
}

/// <summary>A customer who may leave.</summary>
/// <param name="Key">The customer.</param>
/// <param name="Chance">Calibrated chance to buy nothing within the horizon.</param>
/// <param name="StakeMinor">Chance times what is expected of the customer, in minor units.</param>
/// <param name="Reasons">The model's strongest terms for this customer.</param>
public sealed record AtRiskLine(string Key, double Chance, long StakeMinor, IReadOnlyList<ScoreReason> Reasons)
{
    /// <summary>Spend that the lifetime-value model expects within its horizon, in minor units; null where it has none.</summary>
    public long? ExpectedMinor { get; init; }

    /// <summary>Null for a customer whom the data no longer know.</summary>
    public SegmentName? Segment { get; init; }

    public string? Country { get; init; }
}

public sealed record AtRiskReport
{
    public required DateTime AsOfUtc { get; init; }
    public required ChurnDetails Details { get; init; }

    /// <summary>How many match, whatever the page.</summary>
    public required int Total { get; init; }

    public required int Scored { get; init; }

    /// <summary>Sum of the chances of everybody scored.</summary>
    public required double ExpectedToLeave { get; init; }

    /// <summary>Of everybody scored.</summary>
    public required long StakeMinor { get; init; }

    /// <summary>Of those who match.</summary>
    public required long MatchingStakeMinor { get; init; }

    /// <summary>Days over which the value at stake is expected; null where the lifetime-value model has nothing and the past year stands in.</summary>
    public required int? ValueHorizonDays { get; init; }

    /// <summary>Customers by tenths of the chance.</summary>
    public required IReadOnlyList<int> Distribution { get; init; }

    public required IReadOnlyList<AtRiskLine> Lines { get; init; }

    /// <summary>Countries of those scored, by name.</summary>
    public required IReadOnlyList<string> Countries { get; init; }
}
