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

    private const int MostPoints = 300;
    private const string ByEpoch = " by epoch";

    /// <param name="model">The model that the run is about, or all of them.</param>
    /// <param name="points">Points whose series are called <c>model/measure</c>.</param>
    /// <param name="compared">Another run, drawn grey behind.</param>
    /// <param name="words">Titles of charts and names of models.</param>
    public static IReadOnlyList<LossChart> Of(
        string model, IReadOnlyList<CurvePoint> points, RunPage.ComparedRun? compared, CurveWords words) =>
        [.. points.GroupBy(point => Split(point.Series).Measure)
            .Where(measure => measure.GroupBy(point => point.Series).Any(series => series.Count() >= FewestPoints))
            .OrderBy(measure => Rank(measure.Key))
            .Select(measure => Chart(model, measure.Key, [.. measure], compared, words))];

    // What a model learns comes before the search for the settings of all of them.
    private static int Rank(string measure) => (IsLoss(measure), IsByEpoch(measure)) switch
    {
        (true, false) => 0,
        (false, true) => 1,
        (true, true) => 2,
        _ => 3,
    };

    private static bool IsByEpoch(string measure) => measure == "meanLoss" || measure.EndsWith(ByEpoch, StringComparison.Ordinal);

    private static bool IsLoss(string measure) => measure.Contains("loss", StringComparison.OrdinalIgnoreCase);

    private static LossChart Chart(
        string model, string measure, List<CurvePoint> points, RunPage.ComparedRun? compared, CurveWords words)
    {
        var own = Series(points, SeriesRole.Main, words.Models.Model);
        var other = compared is null
            ? []
            : Series(compared.Curve.Where(point => Split(point.Series).Measure == measure), SeriesRole.Context,
                name => $"{words.Models.Model(name)} · {words.Texts["RunNumber", compared.Run.Id]}");
        var (isLoss, isByEpoch) = (IsLoss(measure), IsByEpoch(measure));
        var best = isLoss ? null : Best(model, points, words);
        return new LossChart
        {
            Title = (isLoss, isByEpoch) switch
            {
                (true, true) => words.Texts["LossByEpochChart"],
                (true, false) => words.Texts["LossChart"],
                (false, true) => words.Texts["ValidationByEpochChart", Short(measure)],
                _ => words.Texts["ValidationChart", Short(measure)],
            },
            Definition = isLoss ? words.Texts["LossChartHint"] : words.Texts["ValidationChartHint"],
            X = new NumberAxis(words.Texts[isByEpoch ? "Epoch" : "StepOrTrial"], ChartFormat.Whole),
            Y = new ValueAxis(isLoss ? words.Texts["LossChart"] : Short(measure), ChartFormat.Precise),
            Series = [.. own, .. other],
            Best = best,
        };
    }

    // Only the model that the run is about has a best point; among several it would look like the winner of all.
    private static BestPoint? Best(string model, List<CurvePoint> points, CurveWords words)
    {
        var names = points.Select(point => Split(point.Series).Model).Distinct(StringComparer.Ordinal).ToList();
        var best = points.Where(point => Split(point.Series).Model == model).MaxBy(point => point.Value);
        return best is null ? null : new BestPoint(best.Step, words.Texts["BestPoint"], names.IndexOf(model));
    }

    private static List<PointSeries> Series(IEnumerable<CurvePoint> points, SeriesRole role, Func<string, string> name) =>
        [.. points.GroupBy(point => Split(point.Series).Model).Select(series => new PointSeries(
            name(series.Key), Thin([.. series.Select(point => new[] { point.Step, point.Value })])) { Role = role })];

    // A curve of a few hundred points looks the same; the last one is always kept.
    private static List<double[]> Thin(List<double[]> points)
    {
        var step = (points.Count / MostPoints) + 1;
        return step == 1 ? points : [.. points.Where((_, index) => index % step == 0 || index == points.Count - 1)];
    }

    // "validation nDCG@10" stands under a title that says validation already.
    private static string Short(string measure) =>
        measure.Replace("validation ", "", StringComparison.OrdinalIgnoreCase).Replace(ByEpoch, "", StringComparison.Ordinal);

    private static (string Model, string Measure) Split(string series)
    {
        var slash = series.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", series) : (series[..slash], series[(slash + 1)..]);
    }
}

/// <summary>The words of a curve: of charts, and of models.</summary>
internal sealed record CurveWords(IStringLocalizer<TrainingWords> Texts, TrainingText Models);
