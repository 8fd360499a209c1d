using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.AtRisk;

/// <summary>The charts about the churn model.</summary>
internal sealed class AtRiskCharts(IStringLocalizer<CustomerWords> words)
{
    public const int ShapesOnAPage = 12;
    private const int Tenths = 10;

    public BarChart Distribution(AtRiskReport report) => new()
    {
        Title = words["DistributionTitle"],
        Definition = words["DistributionText", report.Details.HorizonDays],
        Labels = ChartLabels.Names(words["Chance"], Enumerable.Range(0, Tenths).Select(i => $"{i * 10}–{(i + 1) * 10}%")),
        Y = new ValueAxis(words["Customers"], ChartFormat.Whole),
        Series = [ValueSeries.Of(words["Customers"], report.Distribution.Select(count => (double)count))],
    };

    public CurveChart Calibration(ChurnTest test) => new()
    {
        Title = words["CalibrationTitle"],
        Definition = words["CalibrationText"],
        X = new NumberAxis(words["Said"], ChartFormat.Percent),
        Y = new ValueAxis(words["Happened"], ChartFormat.Percent),
        UnitSquare = true,
        Dots = true,
        ReferenceName = words["Perfect"],
        Series = [new PointSeries(words["CustomersOfTenth"], [.. test.Model.Calibration.Select(bin => new[] { bin.Predicted, bin.Observed })])],
    };

    public BarChart Importance(IReadOnlyList<ShapeFunction> shapes, ReasonWords names) => new()
    {
        Title = words["ImportanceTitle"],
        Definition = words["ImportanceText"],
        Horizontal = true,
        Labels = ChartLabels.Names(words["FeatureColumn"], shapes.Select(shape => names.Name(shape.Feature))),
        Y = new ValueAxis(words["MeanPush"], ChartFormat.Precise),
        Series = [ValueSeries.Of(words["MeanPush"], shapes.Select(shape => shape.Importance))],
    };

    public LineChart Shape(ShapeFunction shape, ReasonWords names) => new()
    {
        Title = names.Name(shape.Feature),
        Definition = words["ShapeText"],
        FromZero = false,
        Labels = ChartLabels.Names(names.Name(shape.Feature), names.Bins(shape.Feature, shape.Cuts)),
        Y = new ValueAxis(words["Push"], ChartFormat.Precise),
        Series =
        [
            ValueSeries.Of(words["Push"], shape.Values),
            ValueSeries.Of(words["PushLow"], shape.Values.Select((value, i) => value - (2 * shape.Deviations[i]))) with { Role = SeriesRole.Context },
            ValueSeries.Of(words["PushHigh"], shape.Values.Select((value, i) => value + (2 * shape.Deviations[i]))) with { Role = SeriesRole.Context },
        ],
    };

    public BarChart Standing(ShapeFunction shape, ReasonWords names) => new()
    {
        Title = words["WhoStandsWhere", names.Name(shape.Feature)],
        Labels = ChartLabels.Names(names.Name(shape.Feature), names.Bins(shape.Feature, shape.Cuts)),
        Y = new ValueAxis(words["Customers"], ChartFormat.Whole),
        Series = [ValueSeries.Of(words["Customers"], shape.Customers.Select(count => (double)count))],
    };

    public HeatMapChart Pair(PairFunction pair, ReasonWords names) => new()
    {
        Title = words["Pair", names.Name(pair.First), names.Name(pair.Second)],
        Definition = words["PairText"],
        RowTitle = names.Name(pair.First),
        Labels = ChartLabels.Names(names.Name(pair.Second), names.Bins(pair.Second, pair.SecondCuts)),
        Y = new ValueAxis(words["Push"], ChartFormat.Precise),
        Series = [.. Enumerable.Range(0, pair.FirstCuts.Count + 2).Select(row => ValueSeries.Of(
            names.Bins(pair.First, pair.FirstCuts)[row], pair.Values.Skip(row * (pair.SecondCuts.Count + 2)).Take(pair.SecondCuts.Count + 2)))],
    };

    /// <summary>One page of the shape functions, the most important first: all at once would keep a browser drawing for long.</summary>
    /// <param name="details">The model.</param>
    /// <param name="page">From 1.</param>
    public static IReadOnlyList<ShapeFunction> Strongest(ChurnDetails details, int page) =>
        [.. details.Shapes.OrderByDescending(shape => shape.Importance).Skip((page - 1) * ShapesOnAPage).Take(ShapesOnAPage)];
}
