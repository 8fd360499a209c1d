using System.Globalization;
using MerchantStudio.Components.Pages.ConversionDashboard;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Pages.PrintedReport;

/// <param name="Page">What the conversion page says of the same period.</param>
/// <param name="Cohorts">The last ones by month of the first order.</param>
public sealed record ReportModel(ConversionModel Page, IReadOnlyList<Cohort> Cohorts)
{
    /// <summary>Months after the first that a row shows.</summary>
    public const int Months = 6;

    /// <summary>Length of each stage's bar, 0 to 100, as SVG writes numbers.</summary>
    public IReadOnlyList<string> Shares =>
        [.. Enumerable.Range(0, VisitFigures.Steps + 1).Select(stage => (100.0 * Page.Report.Now.At(stage) / Math.Max(1, Page.Report.Now.Visits)).ToString("0.##", CultureInfo.InvariantCulture))];
}

/// <summary>The period on one sheet of paper, or as PDF by the browser's print.</summary>
public sealed partial class ReportPage
{
    private const int Listed = 4;
    private const int ShownCohorts = 6;

    [Inject]
    public required IStringLocalizer<ConversionWords> L { get; init; }

    [Inject]
    public required ConversionQuery Query { get; init; }

    [Inject]
    public required OverviewQuery Sales { get; init; }

    [Inject]
    public required RetentionQuery Retention { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    private string? Subtitle => Model?.Page.Report is not { } report ? null
        : report.PreviousRange is { } previous ? $"{Format.Range(report.Range)}, {L["ComparedWith", Format.Range(previous)].Value}" : Format.Range(report.Range);

    protected override async Task<ReportModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var report = await Query.RunAsync(ConversionAddress.Read(State.Address, State.Shop.Id, State.Period), cancellationToken);
        if (report is null)
        {
            return null;
        }
        var charts = new ConversionCharts(report, ConversionAddress.Dimension(State.Address), L, Format);
        var page = report.HasVisits
            ? charts.Build()
            : charts.BuildOrdersOnly(await Sales.RunAsync(new OverviewRequest(State.Shop.Id, State.Period.Range, Compare: State.Period.Previous is not null), cancellationToken));
        var cohorts = await Retention.RunAsync(
            new RetentionRequest(State.Shop.Id) { Unit = CalendarUnit.Month, Start = CohortStart.FirstPurchase, Return = RetentionReturn.Purchase }, cancellationToken);
        return new ReportModel(page, [.. (cohorts?.Cohorts ?? []).Where(cohort => cohort.Start <= report.Range.To).TakeLast(ShownCohorts)]);
    }
}
