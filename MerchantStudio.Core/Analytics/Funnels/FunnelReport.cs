using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Funnels;

public sealed record FunnelReport
{
    public required IReadOnlyList<FunnelStepFigures> Steps { get; init; }

    /// <summary>Share of those who entered that reached the last step; null when nobody entered.</summary>
    public required Share Completion { get; init; }

    /// <summary>Most entries first; empty when no breakdown was asked for.</summary>
    public required IReadOnlyList<FunnelGroup> Groups { get; init; }

    /// <summary>Probability of differences between the groups at least as large if all completed alike; null when it cannot be said.</summary>
    public double? GroupsPValue { get; init; }

    /// <summary>By the day of the first step; empty when no trend was asked for.</summary>
    public required IReadOnlyList<FunnelTrendPoint> Trend { get; init; }

    public DayRange? Range { get; init; }
}

public sealed record FunnelStepFigures
{
    public required string Event { get; init; }
    public required bool Optional { get; init; }
    public required int Count { get; init; }

    /// <summary>Of those who did the first step, 0 to 1; null when nobody did.</summary>
    public required double? ShareOfFirst { get; init; }

    /// <summary>Of those who did the required step before, 0 to 1; null for the first step and when nobody did.</summary>
    public required double? ShareOfPrevious { get; init; }

    /// <summary>Those who did the required step before and not this one; null for the first and for optional steps.</summary>
    public required int? DroppedOut { get; init; }

    /// <summary>Half took no longer than this since the required step before; null when nobody did it, and where steps have no order.</summary>
    public TimeSpan? MedianTime { get; init; }

    /// <summary>Nine of ten took no longer.</summary>
    public TimeSpan? Percentile90Time { get; init; }
}

/// <summary>A share with its 95 % interval (Wilson 1927).</summary>
/// <param name="Value">0 to 1; null when there is nothing to take a share of.</param>
public sealed record Share(int Count, int Of, double? Value, double? Low, double? High);

/// <param name="Name">Null for events that do not name the attribute.</param>
/// <param name="Counts">Who reached each step.</param>
public sealed record FunnelGroup(string? Name, IReadOnlyList<int> Counts, Share Completion);

/// <param name="Start">First day of the unit.</param>
public sealed record FunnelTrendPoint(DateOnly Start, int Entered, int Completed);
