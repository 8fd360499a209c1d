using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Reading;
using MerchantStudio.Core.Import.Recognition;

namespace MerchantStudio.Tests.Support;

/// <summary>Runs a file through recognition and reading the way the product does, without a store.</summary>
internal sealed class ImportProbe
{
    public ImportOptions Options { get; init; } = new();
    public ImportRequest Request { get; init; } = new();

    public string Currency { get; init; } = "GBP";

    public ImportShop Shop => field ??= new ImportShop
    {
        Currency = Currency,
        TimeZoneId = "Europe/London",
        CustomerKeys = new MarkingKeyProtector(),
    };

    public Task<ImportInspection> InspectAsync(ImportSource source) =>
        new ImportInspector(Microsoft.Extensions.Options.Options.Create(Options)).InspectAsync(source, Request, Shop, TestContext.Current.CancellationToken);

    public Task<ImportInspection> InspectAsync(string text) => InspectAsync(Source(text));

    public async Task<ImportProbeResult> ReadAsync(ImportSource source)
    {
        var inspection = await InspectAsync(source);
        inspection.Problem.ShouldBeNull();
        return await ReadAsync(source, inspection);
    }

    public Task<ImportProbeResult> ReadAsync(string text) => ReadAsync(Source(text));

    public async Task<ImportProbeResult> ReadAsync(ImportSource source, ImportInspection inspection)
    {
        var reader = new ImportReader(Microsoft.Extensions.Options.Options.Create(Options), new FixedClock());
        var tally = new ImportTally(Shop.Currency);
        var rows = new List<ImportedRow>();
        var setAside = new List<SetAsideRow>();
        await foreach (var chunk in reader.ReadAsync(source, inspection.Plan!, Shop, TestContext.Current.CancellationToken))
        {
            tally.Add(chunk);
            rows.AddRange(chunk.Rows);
            setAside.AddRange(chunk.SetAside);
        }

        return new ImportProbeResult(inspection, rows, setAside, tally.ToSummary());
    }

    public static ImportSource Source(string text) => ImportSource.FromBytes("file.csv", Encoding.UTF8.GetBytes(text));

    /// <summary>A key that shows that it was protected and what it came from.</summary>
    private sealed class MarkingKeyProtector : ICustomerKeyProtector
    {
        public string Protect(string raw) => $"protected:{raw.Length}:{(uint)string.GetHashCode(raw, StringComparison.Ordinal) % 9973}";
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}

internal sealed record ImportProbeResult(
    ImportInspection Inspection, IReadOnlyList<ImportedRow> Rows, IReadOnlyList<SetAsideRow> SetAside, ImportSummary Summary)
{
    public IEnumerable<OrderLineRow> Lines => Rows.Cast<OrderLineRow>();

    /// <summary>Every row of the file is somewhere, and nowhere twice.</summary>
    public void ShouldAccountForEveryRow() =>
        (Rows.Select(row => row.RowNumber).Distinct().LongCount() + SetAside.Count + Summary.RowsAbsorbed).ShouldBe(Summary.RowsRead);
}
