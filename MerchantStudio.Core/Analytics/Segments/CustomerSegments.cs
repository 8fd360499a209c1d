namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>One group of customers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Customers">How many are in it.</param>
/// <param name="SpendMinor">What they have spent, refunds taken off.</param>
/// <param name="Cells">The pairs of scores that define it; none for prospects.</param>
public sealed record SegmentGroup(SegmentName Name, int Customers, long SpendMinor, IReadOnlyList<(int Recency, int Value)> Cells);

/// <summary>Customers who were in one group a month ago and are in another now.</summary>
public sealed record SegmentMove(SegmentName From, SegmentName To, int Customers);

public sealed record CustomerSegments
{
    public required string Currency { get; init; }
    public required DateTime AsOfUtc { get; init; }

    /// <summary>All eleven, in the order of <see cref="SegmentName"/>.</summary>
    public required IReadOnlyList<SegmentGroup> Groups { get; init; }

    /// <summary>Customers by recency score (row 0: score 1) and frequency score.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> HeatMap { get; init; }

    /// <summary>From the same moment of the month before; empty when the data do not go back so far.</summary>
    public required IReadOnlyList<SegmentMove> Moves { get; init; }

    public required DateTime? ComparedWithUtc { get; init; }

    /// <summary>Borders between the recency scores in days, from score 1|2 to 4|5, falling.</summary>
    public required IReadOnlyList<double> RecencyDays { get; init; }

    public required IReadOnlyList<double> FrequencyOrders { get; init; }
    public required IReadOnlyList<double> SpendMinor { get; init; }

    /// <summary>Known customers.</summary>
    public int Customers => Groups.Sum(group => group.Customers);
}
