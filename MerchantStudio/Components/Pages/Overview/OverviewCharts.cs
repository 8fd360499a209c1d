using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Overview;

/// <summary>Turns the report into cards and charts in the reader's words.</summary>
internal sealed class OverviewCharts(OverviewReport report, IStringLocalizer<Insight> words, StudioFormat format)
{
    /// <summary>What the trend can show; the first is shown unless the address says otherwise.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["revenue", "orders", "average", "customers", "returning", "returns"];

    public OverviewModel Build() => new(
        report, [.. Measures.Select(Card)], Measures.ToDictionary(measure => measure, Trend), Products(), Countries());

    private OverviewCard Card(string measure)
    {
        var now = Figure(measure, report.Totals);
        return new OverviewCard(
            words["Measure_" + measure],
            now is { } value ? Text(measure, value) : null,
            Change(now, report.PreviousTotals is { } before ? Figure(measure, before) : null),
            words["Define_" + measure],
            MoreIsBetter: measure != "returns",
            Sparkline(measure),
            Note(measure));
    }

    private string? Note(string measure) => measure switch
    {
        "orders" when report.Totals.ReturnOrders > 0 =>
            words["SalesAndReturns", format.Whole(report.Totals.SalesOrders), format.Whole(report.Totals.ReturnOrders)].Value,
        "customers" => words["NewCustomers", format.Whole(report.Totals.NewCustomers)].Value,
        _ => null,
    };

    private LineChart Trend(string measure) => new()
    {
        Title = words["TrendOf", words["Measure_" + measure].Value, words["By" + report.Unit].Value],
        Definition = words["Define_" + measure],
        Currency = report.Currency,
        Labels = Labels(report.Trend),
        Y = new ValueAxis(AxisTitle(measure), FormatOf(measure)),
        Filled = true,
        Series = report.PreviousTrend is { } before
            ? [Series(measure, words["ThisPeriod"], report.Trend), Series(measure, words["PreviousPeriod"], before, report.Trend.Count) with { Role = SeriesRole.Context }]
            : [Series(measure, words["ThisPeriod"], report.Trend)],
    };

    private SparklineChart Sparkline(string measure) => new()
    {
        Title = words["TrendOf", words["Measure_" + measure].Value, words["By" + report.Unit].Value],
        Currency = report.Currency,
        Labels = Labels(report.Trend),
        Y = new ValueAxis(AxisTitle(measure), FormatOf(measure)),
        Series = [Series(measure, words["Measure_" + measure], report.Trend)],
    };

    private BarChart Products() => new()
    {
        Title = words["TopProducts"],
        Definition = words["Define_TopProducts"],
        Currency = report.Currency,
        Horizontal = true,
        Labels = ChartLabels.Names(words["Product"], report.TopProducts.Select(product => product.Title ?? product.Key)),
        Y = new ValueAxis(AxisTitle("revenue"), ChartFormat.Money),
        Series = [ValueSeries.Of(words["Measure_revenue"], report.TopProducts.Select(product => product.RevenueMinor))],
    };

    private BarChart Countries() => new()
    {
        Title = words["TopCountries"],
        Definition = words["Define_TopCountries"],
        Currency = report.Currency,
        Horizontal = true,
        Labels = ChartLabels.Names(words["Country"], report.Countries.Select(country => country.Country ?? words["NoCountry"].Value)),
        Y = new ValueAxis(AxisTitle("revenue"), ChartFormat.Money),
        Series = [ValueSeries.Of(words["Measure_revenue"], report.Countries.Select(country => country.RevenueMinor))],
    };

    private ChartLabels Labels(IReadOnlyList<OverviewPoint> points) =>
        ChartLabels.Days(words["Unit" + report.Unit], points.Select(point => point.Start), byMonth: report.Unit == CalendarUnit.Month);

    // The compared period can have a slot more or less, where months are of different lengths.
    private static ValueSeries Series(string measure, string name, IReadOnlyList<OverviewPoint> points, int? length = null) =>
        new(name, [.. Enumerable.Range(0, length ?? points.Count).Select(i => i < points.Count ? Figure(measure, points[i].Figures) : null)]);

    private string AxisTitle(string measure) =>
        FormatOf(measure) == ChartFormat.Money ? $"{words["Measure_" + measure].Value} ({report.Currency})" : words["Measure_" + measure].Value;

    private string Text(string measure, double value) =>
        FormatOf(measure) == ChartFormat.Money ? format.Money((long)value, report.Currency) : format.Whole((long)value);

    private static ChartFormat FormatOf(string measure) =>
        measure is "revenue" or "average" or "returns" ? ChartFormat.Money : ChartFormat.Whole;

    private static double? Figure(string measure, OverviewFigures figures) => measure switch
    {
        "revenue" => figures.RevenueMinor,
        "orders" => figures.Orders,
        "average" => figures.AverageOrderMinor,
        "customers" => figures.Customers,
        "returning" => figures.ReturningCustomers,
        "returns" => -figures.ReturnsMinor,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of the overview."),
    };

    // A change from nothing has no size.
    private static double? Change(double? now, double? before) => now is { } n && before is { } b && b != 0 ? (n - b) / Math.Abs(b) : null;
}
