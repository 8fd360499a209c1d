using System.Globalization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>Looks figures of reports up and says in words how they compare.</summary>
internal static class Metrics
{
    public static IReadOnlyList<string> Variants(TrainingResult result) =>
        [.. result.Models.SelectMany(model => model.Report?.Variants ?? []).Select(variant => variant.Variant).Distinct(StringComparer.Ordinal)];

    public static VariantReport? Variant(EvaluationReport report, string variant) =>
        report.Variants.FirstOrDefault(one => one.Variant == variant);

    public static MetricValue? Find(EvaluationReport report, string variant, string metric, int k) =>
        Variant(report, variant)?.Metrics.FirstOrDefault(value => value.Metric == metric && value.K == k);

    public static MetricValue? Find(SegmentReport segment, string metric, int k) =>
        segment.Metrics.FirstOrDefault(value => value.Metric == metric && value.K == k);

    /// <summary>Better, not better, or the measure itself: always with the interval of the difference.</summary>
    public static string Verdict(ModelResult model, string variant, int k, IStringLocalizer<TrainingWords> words)
    {
        var comparison = model.Report is null ? null : Variant(model.Report, variant)?.Comparisons
            .FirstOrDefault(one => one is { Baseline: "Popularity", Metric: "ndcg" } && one.K == k);
        if (comparison is null)
        {
            return words["IsTheMeasure"];
        }
        var figures = string.Create(CultureInfo.CurrentCulture, $"{comparison.Difference:+0.0000;−0.0000} ({comparison.Low:+0.0000;−0.0000} … {comparison.High:+0.0000;−0.0000})");
        return words[comparison.IsBetter ? "BetterThanPopular" : "NotBetterThanPopular", figures];
    }
}
