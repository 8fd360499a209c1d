using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.DataQuality;

/// <summary>What is odd about the files that make up the shop's record, what it touches and how to put it right.</summary>
public sealed partial class DataQualityPage
{
    private const int FilesShown = 20;

    // Shorter gaps are weekends and holidays.
    private const int NotableGapDays = 3;

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required ImportLedger Batches { get; init; }

    /// <summary>The newest committed files with what was found in them.</summary>
    public sealed record QualityView(IReadOnlyList<FileQuality> Files);

    public sealed record FileQuality(ImportBatch Batch, ImportReport Report, IReadOnlyList<Finding> Findings);

    /// <summary>Something odd.</summary>
    /// <param name="Key">Resource key behind "Quality.".</param>
    /// <param name="Count">How often.</param>
    /// <param name="OfRows">Whether it is counted in rows of the file.</param>
    public sealed record Finding(string Key, long Count, bool OfRows)
    {
        /// <summary>Under which name its sample rows are kept.</summary>
        public string SampleKey => Key == "Clock" ? "ImplausibleDate" : Key;
    }

    protected override async Task<QualityView?> LoadAsync(CancellationToken cancellationToken)
    {
        var newest = await Batches.ListAsync(State.Shop.Id, 0, FilesShown, cancellationToken);
        var files = newest.Where(batch => batch.State == ImportBatchState.Committed)
            .Select(batch => (Batch: batch, Report: ImportReport.Of(batch)))
            .Where(file => file.Report is not null)
            .Select(file => new FileQuality(file.Batch, file.Report!, [.. Findings(file.Report!).Where(finding => finding.Count > 0)]))
            .ToList();
        return files.Count == 0 ? null : new QualityView(files);
    }

    private static IEnumerable<Finding> Findings(ImportReport report) =>
    [
        new("SetAside", report.Summary.RowsSetAside, OfRows: true),
        new("WithoutCustomer", report.Summary.Orders > 0 ? report.Quality.WithoutCustomer : 0, OfRows: true),
        new("Repeated", report.Quality.Repeated, OfRows: true),
        new("UnknownProducts", report.Quality.UnknownProducts ?? 0, OfRows: false),
        new("ZeroPrices", report.Quality.ZeroPrices, OfRows: true),
        new("NegativePrices", report.Quality.NegativePrices, OfRows: true),
        new("Outliers", report.Quality.Outliers, OfRows: true),
        new("OtherCurrency", report.Summary.Currencies.Count > 1 || report.Summary.OtherCurrencyLines > 0
            ? report.Summary.OtherCurrencyLines + report.Summary.Currencies.Sum(currency => currency.SetAside) : 0, OfRows: true),
        new("UnknownStatus", report.Summary.UnknownStatuses.Sum(status => status.Lines), OfRows: true),
        new("Clock", report.Summary.SetAsideByReason.GetValueOrDefault("ImplausibleDate"), OfRows: true),
        new("ClockJumps", report.Quality.ClockJumps, OfRows: true),
        new("Gap", report.Quality.LongestGapDays >= NotableGapDays ? report.Quality.QuietDays : 0, OfRows: false),
    ];

    private IEnumerable<string> Samples(Finding finding, ImportReport report) => finding.Key == "Gap" && report.Quality.LongestGapFrom is { } from
        ? [$"{Format.Day(from)} – {Format.Day(from.AddDays(report.Quality.LongestGapDays - 1))}"]
        : report.Quality.Samples.GetValueOrDefault(finding.SampleKey, []).Select(Words);

    private string Words(SampleRow sample)
    {
        var parts = new[]
        {
            L["SampleRow", Format.Whole(sample.Row)].Value, sample.Order, sample.Product,
            sample.AmountMinor is { } amount ? Format.Money(amount, sample.Currency ?? State.Shop.Currency) : null,
            sample.TimeUtc is { } time ? Format.Day(time, State.Shop) : null,
        };
        return string.Join(" · ", parts.OfType<string>());
    }

    private string Fix(Finding finding, ImportReport report) => finding.Key == "Gap" && report.Quality.LongestGapFrom is { } from
        ? L["Quality.Gap.Fix", Format.Day(from), report.Quality.LongestGapDays]
        : L[$"Quality.{finding.Key}.Fix"];
}
