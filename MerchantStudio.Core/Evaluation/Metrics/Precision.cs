namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>Precision@k = relevant items with rank ≤ k / k, also when the catalogue has fewer than k items.</summary>
public sealed class Precision : IRankingMetric
{
    public string Name => "precision";

    public double Of(RankedCase ranked, int k) => (double)ranked.HitsAt(k) / k;
}
