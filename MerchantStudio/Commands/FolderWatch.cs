using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Storage;

namespace MerchantStudio.Commands;

/// <summary>
/// Takes every file that arrives in a folder into a shop, each content once, whatever it is called. A file is left alone
/// until it has stopped growing; one that is refused is noted and not tried again until its content changes.
/// </summary>
internal sealed partial class FolderWatch(FileIntake intake, UploadFolder uploads, ImportService imports, DataFolder data, TimeProvider time, ILogger<FolderWatch> logger)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Dictionary<string, (long Length, DateTime WrittenUtc)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Length, DateTime WrittenUtc)> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WatchedFile> _bySha = new(StringComparer.Ordinal);
    private readonly List<WatchedFile> _files = [];

    /// <param name="shopId">The shop that the files are for.</param>
    /// <param name="folder">The folder; its own folders are left alone.</param>
    /// <param name="once">Take what is there and end.</param>
    /// <param name="every">Time between two looks; a file must be the same at two of them.</param>
    /// <param name="cancellationToken">Ends the watch; an import under way leaves nothing behind and is taken up the next time.</param>
    public async Task<FolderWatchResult> RunAsync(int shopId, string folder, bool once, TimeSpan every, CancellationToken cancellationToken)
    {
        var log = Path.Combine(data.Folder("watch"), shopId.ToString(CultureInfo.InvariantCulture) + ".jsonl");
        using var only = Lock(log + ".lock");
        Recall(log);
        var waiting = 0;
        try
        {
            for (var looks = 1; ; looks++)
            {
                waiting = await LookAsync(shopId, folder, log, cancellationToken);
                if (once && looks > 1 && waiting == 0)
                {
                    break;
                }

                if (once && looks >= 20)
                {
                    break;
                }

                await Task.Delay(every, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how a watch ends.
        }

        return new FolderWatchResult(folder, log, Count("imported"), Count("known"), Count("refused"), waiting, _files);
    }

    private int Count(string outcome) => _files.Count(file => file.Outcome == outcome);

    /// <returns>How many files are still growing or wait for their partner.</returns>
    private async Task<int> LookAsync(int shopId, string folder, string log, CancellationToken cancellationToken)
    {
        var ready = new List<FileInfo>();
        var growing = 0;
        foreach (var file in WatchedFolder.Candidates(folder))
        {
            var state = (file.Length, file.LastWriteTimeUtc);
            if (_done.GetValueOrDefault(file.Name) == state)
            {
                continue;
            }

            if (file.Length > 0 && _seen.GetValueOrDefault(file.Name) == state)
            {
                ready.Add(file);
            }
            else
            {
                growing++;
            }

            _seen[file.Name] = state;
        }

        return growing + (ready.Count == 0 ? 0 : await TakeAsync(shopId, ready, log, cancellationToken));
    }

    private async Task<int> TakeAsync(int shopId, List<FileInfo> ready, string log, CancellationToken cancellationToken)
    {
        var copies = new List<(FileInfo File, Upload Upload)>();
        var gone = 0;
        try
        {
            foreach (var file in ready)
            {
                if (!WatchedFolder.IsReadable(file))
                {
                    gone++;
                    continue;
                }

                var sha256 = await WatchedFolder.HashAsync(file, cancellationToken);
                if (_bySha.TryGetValue(sha256, out var before) && !IsOpen(before))
                {
                    // The counts are those of now: the same bytes bring nothing.
                    Note(log, file, new WatchedFile
                    {
                        AtUtc = Now(),
                        Name = file.Name,
                        Sha256 = sha256,
                        Outcome = before.Outcome == "refused" ? "refused" : "known",
                        Batch = before.Batch,
                        Problem = before.Problem,
                    });
                }
                else
                {
                    copies.Add((file, await uploads.CopyAsync(shopId, file.FullName, cancellationToken)));
                }
            }

            return gone + (copies.Count == 0 ? 0 : await ImportRoundAsync(shopId, copies, log, cancellationToken));
        }
        finally
        {
            copies.ForEach(copy => uploads.Delete(copy.Upload));
        }
    }

    // However many files a round brings, the pages' view of the shop is built once, after the last.
    private async Task<int> ImportRoundAsync(int shopId, List<(FileInfo File, Upload Upload)> copies, string log, CancellationToken cancellationToken)
    {
        var before = Count("imported");
        int waiting;
        using (imports.HoldSnapshot(shopId))
        {
            waiting = await ImportAsync(shopId, copies, log, cancellationToken);
        }

        if (Count("imported") > before)
        {
            try
            {
                await imports.RefreshAsync(shopId, cancellationToken);
            }
            catch (Exception problem) when (problem is IOException or DbException)
            {
                // Whoever opens the shop next has it built.
                Log.NotRefreshed(logger, shopId, problem);
            }
        }

        return waiting;
    }

    private async Task<int> ImportAsync(int shopId, List<(FileInfo File, Upload Upload)> copies, string log, CancellationToken cancellationToken)
    {
        var received = await intake.ReceiveAsync(shopId, [.. copies.Select(copy => copy.Upload.Id)], "watched folder", cancellationToken);
        var waiting = 0;
        foreach (var (file, upload) in copies)
        {
            if (received.FirstOrDefault(one => one.UploadId == upload.Id) is not { Received: { } one })
            {
                Note(log, file, Line(file, upload, "joined"));
            }
            else if (one.SameFileAs is { } same)
            {
                await DiscardAsync(shopId, one, cancellationToken);
                Note(log, file, Line(file, upload, "known") with { Batch = same.Id });
            }
            else if (one.Inspection.Warnings.Any(warning => warning.Key == "NeedsOrderFile"))
            {
                // Its orders may come with the next look.
                await DiscardAsync(shopId, one, cancellationToken);
                waiting++;
                if (!_bySha.ContainsKey(upload.Sha256!))
                {
                    Write(log, Line(file, upload, "waiting") with { Problem = "NeedsOrderFile" });
                }
            }
            else
            {
                waiting += NoteEnd(log, file, await CommitAsync(shopId, file, upload, one, cancellationToken));
            }
        }

        return waiting;
    }

    // What failed is logged once, however often it is tried.
    private int NoteEnd(string log, FileInfo file, WatchedFile line)
    {
        if (!IsOpen(line))
        {
            Note(log, file, line);
            return 0;
        }

        if (_bySha.GetValueOrDefault(line.Sha256)?.Outcome != line.Outcome)
        {
            Write(log, line);
        }

        return 1;
    }

    private async Task DiscardAsync(int shopId, ReceivedFile received, CancellationToken cancellationToken)
    {
        if (received.Batch is { } batch)
        {
            await imports.DiscardAsync(shopId, batch.Id, cancellationToken);
        }
    }

    private async Task<WatchedFile> CommitAsync(int shopId, FileInfo file, Upload upload, ReceivedFile received, CancellationToken cancellationToken)
    {
        if (received.Batch is not { } batch)
        {
            return Line(file, upload, "refused") with { Problem = FileImport.Sentence(received.Inspection.Problem!) };
        }

        try
        {
            batch = await imports.CommitAsync(shopId, batch.Id, cancellationToken);
            return Line(file, upload, "imported") with
            {
                Batch = batch.Id,
                Read = batch.RowsRead,
                Inserted = batch.RowsInserted,
                Updated = batch.RowsUpdated,
                Unchanged = batch.RowsUnchanged,
                Quarantined = batch.RowsSetAside,
            };
        }
        catch (ImportFileException refused)
        {
            return Line(file, upload, "refused") with { Batch = batch.Id, Problem = FileImport.Sentence(refused.Problem) };
        }
        catch (Exception failure) when (failure is DbException or IOException)
        {
            // A full disk, a database that is away: the file is as good as it was.
            return Line(file, upload, "failed") with { Batch = batch.Id, Problem = FileImport.Sentence(new ImportProblem(ImportFailure.Describe(failure))) };
        }
    }

    // Not done with: it is looked at again at the next round.
    private static bool IsOpen(WatchedFile line) => line.Outcome is "waiting" or "failed";

    private WatchedFile Line(FileInfo file, Upload upload, string outcome) =>
        new() { AtUtc = Now(), Name = file.Name, Sha256 = upload.Sha256!, Outcome = outcome };

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private void Note(string log, FileInfo file, WatchedFile line)
    {
        _done[file.Name] = (file.Length, file.LastWriteTimeUtc);
        Write(log, line);
    }

    private void Write(string log, WatchedFile line)
    {
        _bySha[line.Sha256] = line;
        _files.Add(line);
        File.AppendAllText(log, JsonSerializer.Serialize(line, s_json) + "\n");
        Log.Taken(logger, line.Name, line.Outcome, line.Inserted, line.Updated, line.Unchanged, line.Quarantined, line.Problem);
    }

    // A line that a killed process left half written is none.
    private void Recall(string log)
    {
        foreach (var line in File.Exists(log) ? File.ReadLines(log) : [])
        {
            try
            {
                if (JsonSerializer.Deserialize<WatchedFile>(line, s_json) is { } file && !IsOpen(file))
                {
                    _bySha[file.Sha256] = file;
                }
            }
            catch (JsonException)
            {
                Log.HalfLine(logger, log);
            }
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException problem)
        {
            throw new InvalidOperationException("Another watch takes files into this shop already.", problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7101, Level = LogLevel.Information,
            Message = "{Name}: {Outcome}; {Inserted} inserted, {Updated} updated, {Unchanged} unchanged, {SetAside} set aside {Problem}")]
        public static partial void Taken(ILogger logger, string name, string outcome, long inserted, long updated, long unchanged, long setAside, string? problem);

        [LoggerMessage(EventId = 7103, Level = LogLevel.Warning, Message = "The snapshot of shop {ShopId} could not be built after a round of files")]
        public static partial void NotRefreshed(ILogger logger, int shopId, Exception exception);

        [LoggerMessage(EventId = 7102, Level = LogLevel.Warning, Message = "A line of {Log} cannot be read and is passed over")]
        public static partial void HalfLine(ILogger logger, string log);
    }
}
