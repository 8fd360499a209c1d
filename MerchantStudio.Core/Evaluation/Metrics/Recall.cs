namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>
/// Recall@k = relevant items with rank ≤ k / all relevant items. Cannot reach 1 when there are more than k relevant items.
/// </summary>
public sealed class Recall : IRankingMetric
{
    public string Name => "recall";

    public double Of(RankedCase ranked, int k) => (double)ranked.HitsAt(k) / ranked.RelevantCount;
}
