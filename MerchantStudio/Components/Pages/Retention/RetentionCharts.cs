using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Retention;

/// <summary>Turns cohorts into a grid and curves in the reader's words.</summary>
internal sealed class RetentionCharts(RetentionRequest request, RetentionReport report, string measure, IStringLocalizer<Conversion> words, StudioFormat format)
{
    // What a screen can show with readable numbers.
    private const int MostCohorts = 24;
    private const int MostUnits = 13;

    /// <summary>What the cells can say; the first is shown unless the address says otherwise.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["share", "count", "revenue", "average", "orders"];

    private ChartFormat Kind => measure switch { "share" => ChartFormat.Percent, "revenue" or "average" => ChartFormat.Money, _ => ChartFormat.Whole };

    private string ValueTitle => Kind == ChartFormat.Money ? $"{words["Show_" + measure].Value} ({report.Currency})" : words["Show_" + measure].Value;

    public RetentionModel Build()
    {
        var cohorts = report.Cohorts.TakeLast(MostCohorts).ToList();
        var units = Math.Min(MostUnits, cohorts.Count == 0 ? 0 : cohorts.Max(cohort => cohort.Cells.Count));
        return new RetentionModel(Grid(cohorts, units), Curve(), report.Groups.Count == 0 ? null : Groups(), Note());
    }

    private string? Note() => report.Unit != request.Unit ? words["LongerUnit", words["Unit_" + report.Unit].Value].Value
        : report.Cohorts.Count > MostCohorts ? words["LastCohorts", MostCohorts, format.Whole(report.Cohorts.Count)].Value : null;

    private HeatMapChart Grid(List<Cohort> cohorts, int units) => new()
    {
        Title = words["Grid_" + measure],
        Definition = words["Define_Grid_" + measure],
        Numbers = true,
        RowTitle = words["CohortRows"],
        Currency = report.Currency,
        Labels = Units(units),
        Y = new ValueAxis(ValueTitle, Kind),
        Series = [.. cohorts.Select(cohort => new ValueSeries(Name(cohort), [.. Enumerable.Range(0, units).Select(after => At(cohort, after))]))],
    };

    // Cohorts that are too young to have reached a unit are left out of it.
    private LineChart Curve() => new()
    {
        Title = words["RetentionCurve"],
        Definition = words["Define_RetentionCurve"],
        Labels = Units(Math.Min(MostUnits, report.Curve.Count)),
        Y = new ValueAxis(words["CameBack"], ChartFormat.Percent),
        Series = [new ValueSeries(words["AllCohorts"], [.. report.Curve.Take(MostUnits).Select(point => point.Share)])],
    };

    private LineChart Groups()
    {
        var units = Math.Min(MostUnits, report.Groups.Max(group => group.Curve.Count));
        return new LineChart
        {
            Title = words["RetentionGroups", (request.By!.IsOwn ? request.By.Name : words["By_" + request.By.Name].Value)],
            Definition = words["Define_RetentionGroups"],
            Labels = Units(units),
            Y = new ValueAxis(words["CameBack"], ChartFormat.Percent),
            Series =
            [
                .. report.Groups.Select(group => new ValueSeries(
                    $"{group.Name ?? words["NotNamed"].Value} ({format.Whole(group.Size)})", [.. Enumerable.Range(0, units).Select(after => group.Curve.ElementAtOrDefault(after)?.Share)])),
            ],
        };
    }

    private ChartLabels Units(int units) =>
        ChartLabels.Names(words["After_" + report.Unit], Enumerable.Range(0, units).Select(after => after.ToString(CultureInfo.CurrentCulture)));

    private string Name(Cohort cohort) => $"{format.Day(cohort.Start)} ({format.Whole(cohort.Size)})";

    private double? At(Cohort cohort, int after) => after >= cohort.Cells.Count ? null : measure switch
    {
        "count" => cohort.Cells[after].Count,
        "revenue" => cohort.Cells[after].RevenueMinor,
        "average" => cohort.Cells[after].AverageOrderMinor,
        "orders" => cohort.Cells[after].Orders,
        _ => cohort.Cells[after].Share,
    };
}
