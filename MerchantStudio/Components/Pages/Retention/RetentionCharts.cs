using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Retention;

/// <summary>Turns cohorts into a grid and a curve in the reader's words.</summary>
internal sealed class RetentionCharts(RetentionReport report, IStringLocalizer<Conversion> words, StudioFormat format)
{
    // What a screen can show with readable numbers.
    private const int MostCohorts = 24;
    private const int MostUnits = 13;

    public RetentionModel Build()
    {
        var cohorts = report.Cohorts.TakeLast(MostCohorts).ToList();
        var units = Math.Min(MostUnits, cohorts.Count == 0 ? 0 : cohorts.Max(cohort => cohort.Cells.Count));
        return new RetentionModel(Grid(cohorts, units), Curve(cohorts, units));
    }

    private HeatMapChart Grid(List<Cohort> cohorts, int units) => new()
    {
        Title = words["RetentionGrid"],
        Definition = words["Define_RetentionGrid"],
        Numbers = true,
        RowTitle = words["CohortRows"],
        Labels = Units(units),
        Y = new ValueAxis(words["CameBack"], ChartFormat.Percent),
        Series = [.. cohorts.Select(cohort => new ValueSeries(Name(cohort), [.. Enumerable.Range(0, units).Select(after => ShareAt(cohort, after))]))],
    };

    private LineChart Curve(List<Cohort> cohorts, int units) => new()
    {
        Title = words["RetentionCurve"],
        Definition = words["Define_RetentionCurve"],
        Labels = Units(units),
        Y = new ValueAxis(words["CameBack"], ChartFormat.Percent),
        Series = [new ValueSeries(words["AllCohorts"], [.. Enumerable.Range(0, units).Select(after => Mean(cohorts, after))])],
    };

    private ChartLabels Units(int units) =>
        ChartLabels.Names(words["After_" + report.Unit], Enumerable.Range(0, units).Select(after => after.ToString(CultureInfo.CurrentCulture)));

    private string Name(Cohort cohort) => $"{format.Day(cohort.Start)} ({format.Whole(cohort.Size)})";

    private static double? ShareAt(Cohort cohort, int after) => after < cohort.Cells.Count ? cohort.Cells[after].Share : null;

    // Weighted by people; cohorts that are too young to have reached the unit are left out.
    private static double? Mean(List<Cohort> cohorts, int after)
    {
        var old = cohorts.Where(cohort => after < cohort.Cells.Count).ToList();
        return old.Count == 0 ? null : old.Sum(cohort => cohort.Cells[after].Count) / (double)old.Sum(cohort => cohort.Size);
    }
}
