namespace MerchantStudio.Core.Analytics.Segments;

/// <summary>The eleven groups, named as Shopify names them.</summary>
public enum SegmentName
{
    Champions,
    Loyal,
    Active,
    New,
    Promising,
    NeedsAttention,
    AtRisk,
    PreviouslyLoyal,
    AlmostLost,
    Dormant,
    Prospects,
}

/// <summary>
/// Which group a customer is in, by recency score R (5: the fifth that bought last) and value score V (the mean of the
/// frequency and the spend score, rounded up). Every pair of scores is in exactly one group; who never bought is a prospect.
/// </summary>
public static class SegmentRules
{
    public const int Scores = 5;

    // Rows: R 1 to 5; columns: V 1 to 5.
    private static readonly SegmentName[,] s_grid =
    {
        { SegmentName.Dormant, SegmentName.Dormant, SegmentName.AlmostLost, SegmentName.PreviouslyLoyal, SegmentName.PreviouslyLoyal },
        { SegmentName.AlmostLost, SegmentName.AlmostLost, SegmentName.AtRisk, SegmentName.AtRisk, SegmentName.PreviouslyLoyal },
        { SegmentName.NeedsAttention, SegmentName.NeedsAttention, SegmentName.NeedsAttention, SegmentName.Active, SegmentName.Loyal },
        { SegmentName.Promising, SegmentName.Promising, SegmentName.Active, SegmentName.Loyal, SegmentName.Champions },
        { SegmentName.New, SegmentName.Promising, SegmentName.Active, SegmentName.Loyal, SegmentName.Champions },
    };

    /// <param name="recency">1 to 5; 0 for who never bought.</param>
    /// <param name="value">1 to 5; not looked at for who never bought.</param>
    public static SegmentName Of(int recency, int value) => recency == 0 ? SegmentName.Prospects : s_grid[recency - 1, value - 1];

    /// <summary>Value score of a frequency and a spend score.</summary>
    public static int Value(int frequency, int spend) => (frequency + spend + 1) / 2;

    /// <summary>The pairs of scores that make a group: what the page states as its definition.</summary>
    public static IReadOnlyList<(int Recency, int Value)> CellsOf(SegmentName name) =>
    [
        .. Enumerable.Range(1, Scores).SelectMany(recency => Enumerable.Range(1, Scores).Select(value => (recency, value)))
            .Where(cell => Of(cell.recency, cell.value) == name),
    ];
}
