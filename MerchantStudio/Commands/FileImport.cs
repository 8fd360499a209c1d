using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Resources;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;

namespace MerchantStudio.Commands;

/// <summary>What a verb says about an imported file; amounts in major units, times in UTC.</summary>
internal sealed record FileImportResult
{
    public required string Preset { get; init; }
    public required ImportKind Kind { get; init; }
    public required string Encoding { get; init; }
    public required string Delimiter { get; init; }
    public required long Read { get; init; }
    public required long Inserted { get; init; }
    public required long Updated { get; init; }
    public required long Unchanged { get; init; }
    public required long Quarantined { get; init; }
    public required string? QuarantineFile { get; init; }
    public required long Orders { get; init; }
    public required long Customers { get; init; }
    public required long Products { get; init; }
    public required decimal Revenue { get; init; }
    public required string Currency { get; init; }
    public required DateTime? From { get; init; }
    public required DateTime? To { get; init; }
    public required double Seconds { get; init; }
    public required double RowsPerSecond { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>Takes a file of this machine the whole way that an upload takes.</summary>
internal sealed class FileImport(UploadFolder uploads, ImportService imports, Corrections corrections)
{
    private static readonly ResourceManager s_words = new(typeof(Imports));

    /// <param name="shopId">The shop that it is for.</param>
    /// <param name="path">The file.</param>
    /// <param name="ordersPath">The file of its orders, when it holds only their lines.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="dryRun">Read everything and store nothing.</param>
    /// <param name="cancellationToken">Cancelling leaves nothing behind.</param>
    public async Task<FileImportResult> RunAsync(
        int shopId, string path, string? ordersPath, ImportRequest request, bool dryRun, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Upload? upload = null;
        Upload? orders = null;
        try
        {
            upload = await uploads.CopyAsync(shopId, path, cancellationToken);
            orders = ordersPath is null ? null : await uploads.CopyAsync(shopId, ordersPath, cancellationToken);
            var received = await imports.ReceiveAsync(upload, orders, request, "command line", cancellationToken);
            var batch = received.Batch ?? throw new InvalidOperationException($"{Path.GetFileName(path)}: {Sentence(received.Inspection.Problem!)}");
            batch = dryRun
                ? await imports.CheckAsync(shopId, batch.Id, cancellationToken)
                : await imports.CommitAsync(shopId, batch.Id, cancellationToken);
            var setAside = await WriteSetAsideAsync(batch, cancellationToken);
            return Describe(batch, received.Inspection, setAside, Stopwatch.GetElapsedTime(started));
        }
        catch (ImportFileException refused)
        {
            throw new InvalidOperationException($"{Path.GetFileName(path)}: {Sentence(refused.Problem)}");
        }
        catch (Exception failure) when (failure is DbException or IOException)
        {
            throw new InvalidOperationException($"{Path.GetFileName(path)}: {Sentence(new ImportProblem(ImportFailure.Describe(failure)))}", failure);
        }
        finally
        {
            Forget(upload);
            Forget(orders);
        }
    }

    // Beside the file that the product reads, in sentences, for whoever sits at this machine.
    private async Task<string?> WriteSetAsideAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        if (await imports.SetAsidePathAsync(batch.ShopId, batch.Id, cancellationToken) is not { } stored)
        {
            return null;
        }

        var path = Path.ChangeExtension(stored, ".words.csv");
        await using var file = File.Create(path);
        var words = ImportWords.SetAside(key => s_words.GetString(key, CultureInfo.InvariantCulture) ?? key);
        return await corrections.WriteAsync(batch.ShopId, batch.Id, words, file, cancellationToken) ? path : null;
    }

    private static FileImportResult Describe(ImportBatch batch, ImportInspection inspection, string? setAside, TimeSpan elapsed)
    {
        var summary = ImportReport.Of(batch)?.Summary ?? throw new InvalidOperationException($"Batch {batch.Id} has no summary.");
        return new FileImportResult
        {
            Preset = batch.Preset,
            Kind = batch.Kind,
            Encoding = batch.Encoding == "us-ascii" ? "utf-8" : batch.Encoding,
            Delimiter = batch.Delimiter,
            Read = batch.RowsRead,
            Inserted = batch.RowsInserted,
            Updated = batch.RowsUpdated,
            Unchanged = batch.RowsUnchanged,
            Quarantined = batch.RowsSetAside,
            QuarantineFile = setAside,
            Orders = summary.Orders,
            Customers = summary.Customers,
            Products = summary.Products,
            Revenue = summary.RevenueMinor / (decimal)Currencies.MinorPerMajor(summary.Currency),
            Currency = summary.Currency,
            From = summary.FromUtc,
            To = summary.ToUtc,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            RowsPerSecond = Math.Round(batch.RowsRead / elapsed.TotalSeconds),
            Warnings = [.. inspection.Warnings.Select(warning => warning.Detail is null ? warning.Key : $"{warning.Key}: {warning.Detail}")],
        };
    }

    // Committed and refused files alike: what was copied in does not stay.
    private void Forget(Upload? upload)
    {
        if (upload is not null)
        {
            uploads.Delete(upload);
        }
    }

    public static string Sentence(ImportProblem problem) =>
        s_words.GetString("Problem." + problem.Key, CultureInfo.InvariantCulture) is { } sentence
            ? string.Format(CultureInfo.InvariantCulture, sentence, problem.Detail)
            : problem.Detail is null ? problem.Key : $"{problem.Key}: {problem.Detail}";
}
