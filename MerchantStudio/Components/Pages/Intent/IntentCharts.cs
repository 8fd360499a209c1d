using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Intent;

/// <summary>The charts about purchase intent.</summary>
public sealed class IntentCharts(IStringLocalizer<IntentWords> words, IntentText text)
{
    private const int Tenths = 10;
    private const int ShownTerms = 12;
    private const int ShownShapes = 6;

    public CurveChart Roc(IntentTest test, ThresholdFigures at) => new()
    {
        Title = words["RocTitle"],
        Definition = words["RocText"],
        X = new NumberAxis(words["FalseAlarms"], ChartFormat.Percent),
        Y = new ValueAxis(words["BuyersCaught"], ChartFormat.Percent),
        UnitSquare = true,
        ReferenceName = words["Chance"],
        Series = [new PointSeries(words["OurModel"], [.. test.Roc]), Here(at.Point.FalsePositives / (double)Math.Max(1, at.Moments - at.Positives), at.Recall)],
    };

    public CurveChart PrecisionRecall(IntentTest test, ThresholdFigures at) => new()
    {
        Title = words["PrecisionRecallTitle"],
        Definition = words["PrecisionRecallText"],
        X = new NumberAxis(words["BuyersCaught"], ChartFormat.Percent),
        Y = new ValueAxis(words["Precision"], ChartFormat.Percent),
        UnitSquare = true,
        ReferenceName = words["BaseRate"],
        ReferenceFlat = at.Moments == 0 ? 0 : at.Positives / (double)at.Moments,
        Series = [new PointSeries(words["OurModel"], [.. test.Model.PrecisionRecall]), Here(at.Recall ?? 0, at.Precision)],
    };

    public CurveChart Calibration(IntentTest test) => new()
    {
        Title = words["CalibrationTitle"],
        Definition = words["CalibrationText"],
        X = new NumberAxis(words["Said"], ChartFormat.Percent),
        Y = new ValueAxis(words["Happened"], ChartFormat.Percent),
        UnitSquare = true,
        Dots = true,
        ReferenceName = words["Perfect"],
        Series = [new PointSeries(words["SessionsOfTenth"], [.. test.Model.Calibration.Select(bin => new[] { bin.Predicted, bin.Observed })])],
    };

    public CurveChart Earnings(IntentTest test, IntentChoice choice, string currency) => new()
    {
        Title = words["EarningsTitle"],
        Definition = words["EarningsText"],
        Currency = currency,
        X = new NumberAxis(words["Threshold"], ChartFormat.Percent),
        Y = new ValueAxis(words["NetPerThousand"], ChartFormat.Money),
        Series =
        [
            new PointSeries(words["NetPerThousand"], [.. Enumerable.Range(0, 101).Select(percent => new[] { percent / 100.0, PerThousand(test.At(percent / 100.0), choice) })]),
            Here(choice.Threshold, PerThousand(test.At(choice.Threshold), choice)),
        ],
    };

    public BarChart Importance(IntentDetails details) => new()
    {
        Title = words["ImportanceTitle"],
        Definition = words["ImportanceText"],
        Horizontal = true,
        Labels = ChartLabels.Names(words["Feature"], Strongest(details, ShownTerms).Select(shape => text.Name(shape.Feature))),
        Y = new ValueAxis(words["MeanPush"], ChartFormat.Precise),
        Series = [ValueSeries.Of(words["MeanPush"], Strongest(details, ShownTerms).Select(shape => shape.Importance))],
    };

    public LineChart Shape(ShapeFunction shape)
    {
        // Without a single row that misses the value, its bin says nothing.
        var bins = Enumerable.Range(0, shape.Values.Count).Where(bin => shape.Customers[bin] > 0).ToList();
        return new()
        {
            Title = text.Name(shape.Feature),
            Definition = words["ShapeText"],
            FromZero = false,
            Labels = ChartLabels.Names(text.Name(shape.Feature), bins.Select(bin => text.Bin(shape.Feature, shape.Cuts, bin))),
            Y = new ValueAxis(words["Push"], ChartFormat.Precise),
            Series =
            [
                ValueSeries.Of(words["Push"], bins.Select(bin => shape.Values[bin])),
                ValueSeries.Of(words["PushLow"], bins.Select(bin => shape.Values[bin] - (2 * shape.Deviations[bin]))) with { Role = SeriesRole.Context },
                ValueSeries.Of(words["PushHigh"], bins.Select(bin => shape.Values[bin] + (2 * shape.Deviations[bin]))) with { Role = SeriesRole.Context },
            ],
        };
    }

    public BarChart Today(IntentDetails details) => new()
    {
        Title = words["TodayChart"],
        Definition = words["TodayChartText"],
        Labels = ChartLabels.Names(words["ChanceToBuy"], Enumerable.Range(0, Tenths).Select(i => $"{i * 10}–{(i + 1) * 10}%")),
        Y = new ValueAxis(words["Sessions"], ChartFormat.Whole),
        Series = [ValueSeries.Of(words["Sessions"], details.Distribution.Select(count => (double)count))],
    };

    public static IReadOnlyList<ShapeFunction> Shapes(IntentDetails details) => Strongest(details, ShownShapes);

    /// <summary>Minor units that acting from a threshold on earns in a thousand moments.</summary>
    public static double PerThousand(ThresholdFigures at, IntentChoice choice) =>
        at.Moments == 0 ? 0 : at.Net(choice.ValueMinor, choice.CostMinor) * 1_000 / at.Moments;

    private PointSeries Here(double x, double? y) => new(words["ThisThreshold"], y is { } height ? [[x, height]] : []);

    private static IReadOnlyList<ShapeFunction> Strongest(IntentDetails details, int most) =>
        [.. details.Shapes.OrderByDescending(shape => shape.Importance).Take(most)];
}
