namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>Reciprocal rank at k = 1 / rank of the best relevant item when that is ≤ k, else 0; its mean over customers is MRR@k.</summary>
public sealed class ReciprocalRank : IRankingMetric
{
    public string Name => "mrr";

    public double Of(RankedCase ranked, int k) => ranked.HitsAt(k) > 0 ? 1 / ranked.HitRanks[0] : 0;
}
