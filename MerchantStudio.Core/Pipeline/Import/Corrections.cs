using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Recognition;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>The rows of a batch that still wait to be corrected.</summary>
/// <param name="Columns">The file's own columns.</param>
/// <param name="Rows">Some of the rows, in file order.</param>
/// <param name="Total">How many wait.</param>
public sealed record WaitingRows(IReadOnlyList<string> Columns, IReadOnlyList<SetAsideEntry> Rows, int Total);

/// <summary>What a file of set-aside rows says in the reader's language.</summary>
/// <param name="Row">Header of the row's number.</param>
/// <param name="Column">Header of the column at fault.</param>
/// <param name="Value">Header of the value at fault.</param>
/// <param name="Reason">Header of the reason.</param>
/// <param name="Suggestion">Header of what to do.</param>
/// <param name="ReasonOf">The sentence of one of <see cref="Core.Import.Rows.RowReasons"/>.</param>
/// <param name="SuggestionFor">What to do about it.</param>
public sealed record SetAsideWords(
    string Row, string Column, string Value, string Reason, string Suggestion, Func<string, string> ReasonOf, Func<string, string> SuggestionFor);

/// <summary>Brings rows that were set aside back: as a small file of the corrected ones, which goes the way of every file.</summary>
public sealed class Corrections(
    ImportService imports, ImportBatchStore batches, UploadFolder uploads, IDbContextFactory<MerchantDbContext> contexts, IOptions<ImportOptions> options)
{
    /// <summary>The rows of a batch that nobody has brought back yet; null when it set none aside.</summary>
    public async Task<WaitingRows?> WaitingAsync(int shopId, long batchId, int take, CancellationToken cancellationToken)
    {
        if (await imports.SetAsidePathAsync(shopId, batchId, cancellationToken).ConfigureAwait(false) is not { } path)
        {
            return null;
        }

        var taken = await TakenAsync(shopId, batchId, cancellationToken).ConfigureAwait(false);
        var waiting = SetAsideReader.Read(path, options.Value).Where(row => !taken.Contains(row.Row)).ToList();
        return new WaitingRows(SetAsideReader.ColumnsOf(path, options.Value), [.. waiting.Take(take)], waiting.Count);
    }

    /// <summary>
    /// Writes the rows that a batch set aside for somebody to read, correct and give back: row, column, value, the reason
    /// and what to do as sentences, the mark that brings a row back to its place, and the row's own cells.
    /// </summary>
    /// <returns>False, with nothing written, when it set none aside.</returns>
    public async Task<bool> WriteAsync(int shopId, long batchId, SetAsideWords words, Stream to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (await imports.SetAsidePathAsync(shopId, batchId, cancellationToken).ConfigureAwait(false) is not { } path)
        {
            return false;
        }

        // The byte order mark makes Excel read UTF-8.
        var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            string[] own = ["#" + words.Row, "#" + words.Column, "#" + words.Value, "#" + words.Reason, "#" + words.Suggestion, OwnColumns.Mark];
            await writer.WriteAsync(SetAsideFile.Line([.. own, .. SetAsideReader.ColumnsOf(path, options.Value)]).AsMemory(), cancellationToken).ConfigureAwait(false);
            foreach (var row in SetAsideReader.Read(path, options.Value))
            {
                string[] said =
                [
                    row.Row.ToString(CultureInfo.InvariantCulture), row.Column ?? "", row.Detail ?? "", words.ReasonOf(row.Reason), words.SuggestionFor(row.Reason), row.Mark,
                ];
                await writer.WriteAsync(SetAsideFile.Line([.. said, .. row.Cells]).AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    /// <summary>Makes a batch of corrected rows, checked but not committed.</summary>
    /// <param name="shopId">The shop.</param>
    /// <param name="batchId">The batch that set them aside.</param>
    /// <param name="columns">The file's own columns.</param>
    /// <param name="rows">The rows with their cells as corrected.</param>
    /// <param name="createdBy">Who does it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ImportBatch> CheckAsync(
        int shopId, long batchId, IReadOnlyList<string> columns, IReadOnlyList<SetAsideEntry> rows, string? createdBy, CancellationToken cancellationToken)
    {
        var first = await batches.FindAsync(shopId, batchId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Shop {shopId} has no batch {batchId}.");
        var text = new StringBuilder(SetAsideFile.Line([.. OwnColumns.All, .. columns]));
        foreach (var row in rows)
        {
            text.Append(LineOf(row));
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var upload = await uploads.CreateAsync(shopId, first.FileName, bytes.Length, cancellationToken).ConfigureAwait(false)
            ?? throw new ImportFileException(new ImportProblem("Unexpected"));
        _ = await uploads.AppendAsync(upload, 0, new MemoryStream(bytes), cancellationToken).ConfigureAwait(false);
        var (_, whole) = await uploads.CompleteAsync(upload, Convert.ToHexString(SHA256.HashData(bytes)), cancellationToken).ConfigureAwait(false);
        var received = await imports.ReceiveAsync(whole, null, new ImportRequest(), createdBy, cancellationToken).ConfigureAwait(false);
        var batch = received.Batch ?? throw new ImportFileException(received.Inspection.Problem!);
        return await imports.CheckAsync(shopId, batch.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rows of a checked batch that are still wrong.</summary>
    public async Task<IReadOnlyList<SetAsideEntry>> StillWrongAsync(int shopId, long batchId, CancellationToken cancellationToken) =>
        await imports.SetAsidePathAsync(shopId, batchId, cancellationToken).ConfigureAwait(false) is { } path ? [.. SetAsideReader.Read(path, options.Value)] : [];

    /// <summary>Adds to what is remembered for files with the header of a batch.</summary>
    public async Task LearnAsync(int shopId, long batchId, Func<ColumnMapping, ColumnMapping> lesson, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        var batch = await batches.FindAsync(shopId, batchId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Shop {shopId} has no batch {batchId}.");
        var plan = ImportPlans.PlanOf(batch.MappingJson);
        var fingerprint = HeaderText.Fingerprint(plan.Columns);
        var saved = await batches.FindMappingAsync(shopId, fingerprint, cancellationToken).ConfigureAwait(false);
        var mapping = (saved is null ? null : ImportPlans.MappingOf(saved)) ?? plan.Mapping;
        await batches.RememberMappingAsync(shopId, fingerprint, ImportPlans.ToJson(lesson(mapping)), cancellationToken).ConfigureAwait(false);
    }

    private static string LineOf(SetAsideEntry row) => SetAsideFile.Line(
        [row.Row.ToString(CultureInfo.InvariantCulture), row.Column ?? "", row.Reason, row.Detail ?? "", row.Suggestion ?? "", row.Mark, .. row.Cells]);

    private async Task<HashSet<long>> TakenAsync(int shopId, long batchId, CancellationToken cancellationToken)
    {
        var corrected = await contexts.UseAsync(
            db => db.ImportBatches.AsNoTracking()
                .Where(batch => batch.ShopId == shopId && batch.CorrectsBatchId == batchId && batch.State == ImportBatchState.Committed).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return [.. corrected.SelectMany(batch => RowRanges.Read(ImportReport.Of(batch)?.BroughtBack))];
    }
}
