using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ChurnModel;

/// <summary>The charts on how good the churn model is and what its horizon comes from.</summary>
internal sealed class ChurnModelCharts(IStringLocalizer<PredictionWords> words, StudioFormat format, Shop shop)
{
    public BarChart Gaps(RhythmDetails rhythm) => new()
    {
        Title = words["GapsTitle"],
        Definition = words["GapsText"],
        Labels = ChartLabels.Names(words["GapsAxis"], rhythm.Counts.Select(part =>
            part.ToDays is { } end ? $"{format.Whole(part.FromDays)}–{format.Whole(end - 1)}" : $"{format.Whole(part.FromDays)}+")),
        Y = new ValueAxis(words["Gaps"], ChartFormat.Whole),
        Series = [ValueSeries.Of(words["Gaps"], rhythm.Counts.Select(part => (double)part.Gaps))],
    };

    public CurveChart Roc(PredictionFigures figures) => new()
    {
        Title = words["RocTitle"],
        Definition = words["RocText"],
        X = new NumberAxis(words["TakenAlong"], ChartFormat.Percent),
        Y = new ValueAxis(words["Caught"], ChartFormat.Percent),
        UnitSquare = true,
        ReferenceName = words["Coin"],
        Series = Band(figures.Roc),
    };

    public CurveChart PrecisionRecall(PredictionFigures figures) => new()
    {
        Title = words["PrTitle"],
        Definition = words["PrText"],
        X = new NumberAxis(words["Recall"], ChartFormat.Percent),
        Y = new ValueAxis(words["Precision"], ChartFormat.Percent),
        UnitSquare = true,
        ReferenceName = words["Everybody"],
        ReferenceFlat = figures.Customers > 0 ? figures.Positives / (double)figures.Customers : 0,
        Series = Band(figures.PrecisionRecall),
    };

    public LineChart Months(ChurnDetails details) => new()
    {
        Title = words["MonthsAuc"],
        Definition = words["MonthsText", details.HorizonDays],
        FromZero = false,
        Labels = ChartLabels.Names(words["Month"], details.Months.Select(month => format.Day(month.CutoffUtc, shop))),
        Y = new ValueAxis("AUC", ChartFormat.Precise),
        Series =
        [
            ValueSeries.Of(words["Model"], details.Months.Select(month => month.Auc.Value)),
            ValueSeries.Of(words["Low95"], details.Months.Select(month => month.Auc.Low)) with { Role = SeriesRole.Context },
            ValueSeries.Of(words["High95"], details.Months.Select(month => month.Auc.High)) with { Role = SeriesRole.Context },
        ],
    };

    // Sets of an earlier version have no ends of the interval.
    private PointSeries[] Band(IReadOnlyList<double[]> points) => points.Count > 0 && points[0].Length == 4
        ?
        [
            new PointSeries(words["Model"], [.. points.Select(point => new[] { point[0], point[1] })]),
            new PointSeries(words["Low95"], [.. points.Select(point => new[] { point[0], point[2] })]) { Role = SeriesRole.Context },
            new PointSeries(words["High95"], [.. points.Select(point => new[] { point[0], point[3] })]) { Role = SeriesRole.Context },
        ]
        : [new PointSeries(words["Model"], [.. points.Select(point => new[] { point[0], point[1] })])];
}
