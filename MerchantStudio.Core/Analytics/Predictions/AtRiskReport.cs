using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>Which customers to list.</summary>
public sealed record AtRiskRequest(int ShopId)
{
    /// <summary>Part of the key, in any case; null for everybody.</summary>
    public string? Search { get; init; }

    /// <summary>Smallest chance to leave, 0 to 1.</summary>
    public double MinChance { get; init; }

    /// <summary>True for the highest chance first; otherwise by value at stake.</summary>
    public bool ByChance { get; init; }

    public int Skip { get; init; }
    public int Take { get; init; } = 50;
}

/// <summary>A customer who may leave.</summary>
/// <param name="Key">The customer.</param>
/// <param name="Chance">Calibrated chance to buy nothing within the horizon.</param>
/// <param name="StakeMinor">Chance times the spend of the past year, in minor units.</param>
/// <param name="Reasons">The model's strongest terms for this customer.</param>
public sealed record AtRiskLine(string Key, double Chance, long StakeMinor, IReadOnlyList<ScoreReason> Reasons);

public sealed record AtRiskReport
{
    public required DateTime AsOfUtc { get; init; }
    public required ChurnDetails Details { get; init; }

    /// <summary>How many match, whatever the page.</summary>
    public required int Total { get; init; }

    public required int Scored { get; init; }
    public required double ExpectedToLeave { get; init; }
    public required long StakeMinor { get; init; }

    /// <summary>Customers by tenths of the chance.</summary>
    public required IReadOnlyList<int> Distribution { get; init; }

    public required IReadOnlyList<AtRiskLine> Lines { get; init; }
}
