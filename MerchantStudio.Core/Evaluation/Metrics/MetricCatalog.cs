namespace MerchantStudio.Core.Evaluation.Metrics;

/// <summary>Every metric of a ranked list. A new one is a file here and one line below.</summary>
public static class MetricCatalog
{
    /// <summary>The metric that settings are chosen by, at <see cref="TuningK"/>.</summary>
    public static IRankingMetric Tuning { get; } = new Ndcg();

    public const int TuningK = 10;

    public static IReadOnlyList<IRankingMetric> All { get; } =
    [
        Tuning,
        new HitRate(),
        new Recall(),
        new Precision(),
        new ReciprocalRank(),
        new AveragePrecision(),
    ];
}
