using System.Globalization;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>
/// The log of events as our snapshot, as a CSV and as a DuckDB table. Making ten million takes minutes, so comparisons of one
/// process share it, and a folder that the environment names keeps it for the next one.
/// </summary>
internal sealed class EventBench : IDisposable
{
    /// <summary>Names a folder that keeps the files between runs.</summary>
    public const string FolderVariable = "MERCHANTSTUDIO_EVENT_BENCH";

    private const int DryRows = 20_000;
    private static readonly Dictionary<ComparisonScale, Task<EventBench>> s_shared = [];

    private readonly string _cold;

    private EventBench(string folder, string snapshot, Snapshot warm, string cold, DuckDb? duckDb) =>
        (Folder, SnapshotPath, Warm, _cold, DuckDb) = (folder, snapshot, warm, cold, duckDb);

    public string Folder { get; }
    public string SnapshotPath { get; }

    /// <summary>Open, and its pages in memory.</summary>
    public Snapshot Warm { get; }

    /// <summary>Null where DuckDB is not to be had.</summary>
    public DuckDb? DuckDb { get; }

    public static Task<EventBench> SharedAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        lock (s_shared)
        {
            return s_shared.TryGetValue(scale, out var bench) && !bench.IsFaulted && !bench.IsCanceled
                ? bench
                : s_shared[scale] = MakeAsync(scale, cancellationToken);
        }
    }

    /// <summary>The snapshot as a process finds it that starts after the machine did: no page of it is in memory.</summary>
    public Snapshot OpenCold()
    {
        PageCache.Evict(_cold);
        return new Snapshot(ColumnFile.Open(_cold));
    }

    public void Dispose()
    {
        Warm.Dispose();
        if (Kept is null)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string? Kept => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : null;

    private static async Task<EventBench> MakeAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var rows = scale == ComparisonScale.Dry ? DryRows : Clickstream.FullRows;
        var folder = Kept is { } kept && scale == ComparisonScale.Full
            ? Directory.CreateDirectory(kept).FullName
            : Directory.CreateTempSubdirectory("event-comparison-").FullName;
        var (csv, snapshot, cold) = (Path.Combine(folder, "events.csv"), Path.Combine(folder, "events.snapshot"), Path.Combine(folder, "cold.snapshot"));
        if (!File.Exists(cold))
        {
            var log = Clickstream.Generate(rows);
            ClickstreamCsv.Write(log, csv, cancellationToken);
            File.Delete(snapshot);
            ClickstreamSnapshot.Write(log, snapshot, cancellationToken);
            File.Copy(snapshot, cold, overwrite: true);
        }
        GC.Collect();
        var duckDb = await DuckDb.StartAsync(csv, Path.Combine(folder, "events.duckdb"), cancellationToken).ConfigureAwait(false);
        var bench = new EventBench(folder, snapshot, new Snapshot(ColumnFile.Open(snapshot)), cold, duckDb);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => bench.Dispose();
        return bench;
    }
}

/// <summary>Writes the log as the snapshot that an import of its file would lead to.</summary>
internal static class ClickstreamSnapshot
{
    public static void Write(Clickstream log, string path, CancellationToken cancellationToken)
    {
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"));
        var (users, sessions, products) = (Names('u', log.Users), Names('s', log.Sessions), Names('p', log.Products));
        for (var row = 0; row < log.Count; row++)
        {
            if ((row & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            builder.Add(new SnapshotRow
            {
                CustomerKey = users[log.Users[row]],
                SessionKey = sessions[log.Sessions[row]],
                ItemKey = products[log.Products[row]],
                Kind = Clickstream.KindOf[log.Kinds[row]],
                Time = (Clickstream.StartSeconds + log.Seconds[row]) * 1_000,
                AmountMinor = log.Prices[row],
                IsEvent = true,
            });
        }
        builder.Write(path);
    }

    private static string[] Names(char prefix, int[] codes)
    {
        var names = new string[codes.Max() + 1];
        foreach (var code in codes)
        {
            names[code] ??= prefix + code.ToString(CultureInfo.InvariantCulture);
        }
        return names;
    }
}

/// <summary>Takes a file's pages out of memory, where the system can be asked to.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;

    public static void Evict(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
            _ = Advise(file.SafeFileHandle.DangerousGetHandle().ToInt32(), 0, 0, DontNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(int file, long offset, long length, int advice);
}
