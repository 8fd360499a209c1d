using System.Diagnostics;
using System.Globalization;
using MerchantStudio.Benchmarks.Comparisons.Events;

namespace MerchantStudio.Benchmarks.Comparisons.Import;

/// <summary>The whole import of a log of events against a pass that only splits its fields, DuckDB's load and SQLite's own import.</summary>
public sealed class EventImportComparison : IComparison
{
    private const string RowsVariable = "MERCHANTSTUDIO_EVENT_ROWS";
    private const string DuckVariable = "MERCHANTSTUDIO_DUCKDB";

    public string Name => "import-events";

    public string Description =>
        "A log of ten million events (MERCHANTSTUDIO_EVENT_ROWS for another number) parsed, validated, freed of duplicates, stored "
        + "durably and shown in the snapshot, against a pass that only splits its fields; DuckDB loads it where MERCHANTSTUDIO_DUCKDB "
        + "names a folder with @duckdb/node-api in its node_modules, SQLite where sqlite3 is on the path.";

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("event-comparison-").FullName;
        var path = Path.Combine(folder, "events.csv");
        ClickstreamCsv.Write(Clickstream.Generate(RowsOf(scale)), path, cancellationToken);
        // The log in memory is large and the contenders need none of it.
        GC.Collect();
        var bench = await ImportBench.StartAsync(folder, cancellationToken).ConfigureAwait(false);
        List<Contender> others = [new("whole import", token => bench.ImportAsync([path], token))];
        if (scale == ComparisonScale.Full && Environment.GetEnvironmentVariable(DuckVariable) is { Length: > 0 } duck)
        {
            others.Add(new("DuckDB, into a database file", token => DuckAsync(folder, duck, path, token)));
        }

        if (scale == ComparisonScale.Full && IsOnPath("sqlite3"))
        {
            others.Add(new("sqlite3 .import", token => SqliteAsync(folder, path, token)));
        }

        return new ComparisonSetup(new Contender("splitting the fields", token => Task.FromResult<IReadOnlyDictionary<string, double>>(Split(path, token))), others, bench.DisposeAsync)
        {
            Rounds = 3,
        };
    }

    private static int RowsOf(ComparisonScale scale) => scale == ComparisonScale.Dry ? 20_000
        : int.TryParse(Environment.GetEnvironmentVariable(RowsVariable), CultureInfo.InvariantCulture, out var rows) ? rows
        : Clickstream.FullRows;

    /// <summary>One pass over the bytes on one core that finds every cell's borders, as the import's own scanner does, and keeps nothing.</summary>
    private static Dictionary<string, double> Split(string path, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var rows = FieldSplit.CountRows(path, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Dictionary<string, double>
        {
            ["rows"] = rows, ["rowsPerSecond"] = rows / seconds, ["megabytesPerSecond"] = new FileInfo(path).Length / 1e6 / seconds,
        };
    }

    private static Task<IReadOnlyDictionary<string, double>> DuckAsync(string folder, string modules, string path, CancellationToken cancellationToken)
    {
        var database = Path.Combine(folder, "duck.db");
        File.Delete(database);
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "duckdb_load.cjs"), path, database]);
        start.Environment["NODE_PATH"] = Path.Combine(modules, "node_modules");
        return RunAsync(start, null, cancellationToken);
    }

    private static Task<IReadOnlyDictionary<string, double>> SqliteAsync(string folder, string path, CancellationToken cancellationToken)
    {
        var database = Path.Combine(folder, "sqlite.db");
        File.Delete(database);
        // Neither journal nor durability: the fastest that it can.
        return RunAsync(
            new ProcessStartInfo("sqlite3", [database]),
            "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000;\n"
            + "create table events(event_time text, event_type text, user_id text, session_id text, product_id text, price real);\n"
            + $".mode csv\n.import --skip 1 {path} events\n",
            cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<string, double>> RunAsync(ProcessStartInfo start, string? input, CancellationToken cancellationToken)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        await process.StandardInput.WriteAsync((input ?? "").AsMemory(), cancellationToken).ConfigureAwait(false);
        process.StandardInput.Close();
        _ = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0 ? new Dictionary<string, double>() : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}.");
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
