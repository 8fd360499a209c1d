namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>
/// Average precision at k = Σ over the hits with rank r ≤ k of (hits up to r)/r, divided by min(k, relevant items); its mean over
/// customers is MAP@k.
/// </summary>
public sealed class AveragePrecision : IRankingMetric
{
    public string Name => "map";

    public double Of(RankedCase ranked, int k)
    {
        var sum = 0.0;
        for (var hit = 0; hit < ranked.HitsAt(k); hit++)
        {
            sum += (hit + 1) / ranked.HitRanks[hit];
        }

        return sum / Math.Min(k, ranked.RelevantCount);
    }
}
