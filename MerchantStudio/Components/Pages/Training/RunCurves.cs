using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>Turns the points of a run into one chart per measure: losses together, each validation metric together.</summary>
internal static class RunCurves
{
    /// <summary>Below this many points a curve says nothing.</summary>
    private const int FewestPoints = 2;

    /// <param name="points">Points whose series are called <c>model/measure</c>.</param>
    /// <param name="compared">Another run, drawn grey behind.</param>
    /// <param name="words">Titles of the charts.</param>
    public static IReadOnlyList<LossChart> Of(
        IReadOnlyList<CurvePoint> points, RunPage.ComparedRun? compared, IStringLocalizer<TrainingWords> words) =>
        [.. points.GroupBy(point => Split(point.Series).Measure)
            .Where(measure => measure.GroupBy(point => point.Series).Any(series => series.Count() >= FewestPoints))
            .Select(measure => Chart(measure.Key, [.. measure], compared, words))];

    private static LossChart Chart(
        string measure, List<CurvePoint> points, RunPage.ComparedRun? compared, IStringLocalizer<TrainingWords> words)
    {
        var own = Series(points, SeriesRole.Main, "");
        var other = compared is null
            ? []
            : Series(compared.Curve.Where(point => Split(point.Series).Measure == measure), SeriesRole.Context, " · " + words["RunNumber", compared.Run.Id]);
        var isLoss = measure.Contains("loss", StringComparison.OrdinalIgnoreCase);
        var best = isLoss ? null : Best(own, words);
        return new LossChart
        {
            Title = isLoss ? words["LossChart"] : words["ValidationChart", measure],
            Definition = isLoss ? words["LossChartHint"] : words["ValidationChartHint"],
            X = new NumberAxis(words["StepOrTrial"], ChartFormat.Whole),
            Y = new ValueAxis(measure, ChartFormat.Precise),
            Series = [.. own, .. other],
            Best = best,
        };
    }

    private static BestPoint? Best(List<PointSeries> series, IStringLocalizer<TrainingWords> words)
    {
        if (series.Count != 1)
        {
            // With several models each has its own best; marking one would look like the winner of all.
            return null;
        }
        var best = series[0].Points.MaxBy(point => point[1])!;
        return new BestPoint(best[0], words["BestPoint"]);
    }

    private static List<PointSeries> Series(IEnumerable<CurvePoint> points, SeriesRole role, string suffix) =>
        [.. points.GroupBy(point => Split(point.Series).Model).Select(series => new PointSeries(
            series.Key + suffix, [.. series.Select(point => new[] { point.Step, point.Value })]) { Role = role })];

    private static (string Model, string Measure) Split(string series)
    {
        var slash = series.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", series) : (series[..slash], series[(slash + 1)..]);
    }
}
