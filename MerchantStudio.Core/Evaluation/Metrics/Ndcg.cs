namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>
/// nDCG@k with binary gain (Järvelin and Kekäläinen 2002): Σ over hits with rank r ≤ k of 1/log₂(1 + r), divided by the same sum
/// for a perfect list, that is ranks 1 .. min(k, relevant items).
/// </summary>
public sealed class Ndcg : IRankingMetric
{
    public string Name => "ndcg";

    public double Of(RankedCase ranked, int k)
    {
        var gain = 0.0;
        for (var hit = 0; hit < ranked.HitsAt(k); hit++)
        {
            gain += 1 / Math.Log2(1 + ranked.HitRanks[hit]);
        }

        var ideal = 0.0;
        for (var rank = 1; rank <= Math.Min(k, ranked.RelevantCount); rank++)
        {
            ideal += 1 / Math.Log2(1 + rank);
        }

        return gain / ideal;
    }
}
