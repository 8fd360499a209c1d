using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>A Node process that answers from a DuckDB table made of the same file, so that the two sides can take turns.</summary>
internal sealed class DuckDb : IAsyncDisposable
{
    /// <summary>Names the folder of modules that holds <c>@duckdb/node-api</c>.</summary>
    public const string ModulesVariable = "MERCHANTSTUDIO_DUCKDB_MODULES";

    private readonly Process _process;

    private DuckDb(Process process) => _process = process;

    /// <summary>Loads the file, unless the database is there already; null where DuckDB is not to be had.</summary>
    public static async Task<DuckDb?> StartAsync(string csv, string database, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(ModulesVariable) is not { Length: > 0 } modules)
        {
            return null;
        }
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = modules;
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "duckdb_worker.cjs"), csv, database, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        return await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) == "ready"
            ? new DuckDb(process)
            : throw new InvalidOperationException($"DuckDB did not start: {await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)}");
    }

    /// <summary>Seconds within DuckDB, and the rows, values as text.</summary>
    public async Task<(double Seconds, string[][] Values)> AskAsync(string question, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(question.AsMemory(), cancellationToken).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"DuckDB ended: {await _process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)}");
        var answer = JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!;
        return (answer.Seconds, answer.Values);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private sealed record Answer(double Seconds, string[][] Values);
}
