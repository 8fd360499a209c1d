using MerchantStudio.Components.Charts;
using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Recommendations;

/// <summary>The figures of a leaderboard as charts. A model keeps its colour on all of them.</summary>
internal static class QualityCharts
{
    public static CurveChart ByK(TrainingResult result, string variant, string metric, TrainingText text, IStringLocalizer<TrainingWords> words) => new()
    {
        Title = words["MetricByK", text.Metric(metric)],
        Definition = text.MetricHint(metric),
        X = new NumberAxis(words["ListLength"], ChartFormat.Whole),
        Y = new ValueAxis(text.Metric(metric), ChartFormat.Precise),
        Dots = true,
        Series = [.. Models(result).Select((model, colour) => new PointSeries(text.Model(model.Model), [.. Points(model.Report!, variant, metric)])
        {
            Colour = colour,
        })],
    };

    public static BarChart BySegment(
        TrainingResult result, string variant, string metric, int k, TrainingText text, IStringLocalizer<TrainingWords> words)
    {
        var segments = Models(result).SelectMany(model => Metrics.Variant(model.Report!, variant)?.Segments ?? [])
            .Select(segment => segment.Segment).Distinct(StringComparer.Ordinal).ToList();
        return new BarChart
        {
            Title = words["MetricBySegment", text.Metric(metric), k],
            Definition = words["SegmentHint"],
            Labels = ChartLabels.Names(words["SegmentColumn"], segments.Select(segment => SegmentName(result, variant, segment, text, words))),
            Y = new ValueAxis(text.Metric(metric), ChartFormat.Precise),
            Series = [.. Models(result).Select((model, colour) => new ValueSeries(
                text.Model(model.Model), [.. segments.Select(segment => InSegment(model.Report!, variant, segment, metric, k))]) { Colour = colour })],
        };
    }

    public static BarChart Breadth(TrainingResult result, string variant, int k, TrainingText text, IStringLocalizer<TrainingWords> words) => new()
    {
        Title = words["BreadthChart", k],
        Definition = text.MetricHint("coverage"),
        Horizontal = true,
        Labels = ChartLabels.Names(words["Model"], Models(result).Select(model => text.Model(model.Model))),
        Y = new ValueAxis(text.Metric("coverage"), ChartFormat.Percent),
        Series = [new ValueSeries(text.Metric("coverage"), [.. Models(result).Select(model => Metrics.Find(model.Report!, variant, "coverage", k)?.Value)])],
    };

    private static IEnumerable<ModelResult> Models(TrainingResult result) => result.Models.Where(model => model.Report is not null);

    private static IEnumerable<double[]> Points(EvaluationReport report, string variant, string metric) =>
        (Metrics.Variant(report, variant)?.Metrics ?? []).Where(value => value.Metric == metric && value.Value is not null)
            .OrderBy(value => value.K).Select(value => new[] { value.K, value.Value!.Value });

    private static double? InSegment(EvaluationReport report, string variant, string segment, string metric, int k) =>
        Metrics.Variant(report, variant)?.Segments.FirstOrDefault(one => one.Segment == segment) is { } found
            ? Metrics.Find(found, metric, k)?.Value
            : null;

    private static string SegmentName(
        TrainingResult result, string variant, string segment, TrainingText text, IStringLocalizer<TrainingWords> words)
    {
        var customers = Models(result).Select(model => Metrics.Variant(model.Report!, variant)?.Segments.FirstOrDefault(one => one.Segment == segment))
            .FirstOrDefault(found => found is not null)?.Customers ?? 0;
        return words["SegmentOf", text.Segment(segment), customers];
    }
}
