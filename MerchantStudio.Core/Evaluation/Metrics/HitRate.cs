namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>HR@k = 1 when at least one relevant item has rank ≤ k, else 0.</summary>
public sealed class HitRate : IRankingMetric
{
    public string Name => "hr";

    public double Of(RankedCase ranked, int k) => ranked.HitsAt(k) > 0 ? 1 : 0;
}
