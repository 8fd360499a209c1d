using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>
/// One analysis over ten million events against a plain pass that only sums the columns which the analysis reads, on as many
/// cores, and against DuckDB where its module is found. The counts must be the very same.
/// </summary>
public abstract class EventComparison : IComparison
{
    private const int RowsAtOnce = 1 << 20;

    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>The question's name in DuckDB's script.</summary>
    protected abstract string Question { get; }

    /// <summary>Our answer in the shape of DuckDB's.</summary>
    internal abstract IEnumerable<string[]> Answer(Snapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Bytes of the columns that the analysis reads, some rows of them.</summary>
    internal abstract IEnumerable<Memory> ColumnsOf(Snapshot snapshot);

    internal enum Memory
    {
        Kind,
        Time,
        Session,
    }

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var bench = await EventBench.SharedAsync(scale, cancellationToken).ConfigureAwait(false);
        var ours = Answer(bench.Warm, cancellationToken).ToList();
        List<Contender> candidates =
        [
            new("ours, warm", token => Timed(() => Answer(bench.Warm, token).Count())),
            new("ours, file not in memory", token => Cold(bench, token)),
        ];
        if (bench.DuckDb is { } duckDb)
        {
            candidates.Add(new Contender("DuckDB, from its own table", token => AskAsync(duckDb, ours, token)));
        }
        else
        {
            await Console.Error.WriteLineAsync($"{Name}: DuckDB is left out: {DuckDb.ModulesVariable} does not name the folder of modules that holds @duckdb/node-api.").ConfigureAwait(false);
        }
        return new ComparisonSetup(new Contender("plain sums of the same columns", _ => Timed(() => Sum(bench.Warm))), candidates) { Rounds = 5 };
    }

    private async Task<IReadOnlyDictionary<string, double>> AskAsync(DuckDb duckDb, List<string[]> ours, CancellationToken cancellationToken)
    {
        var (seconds, theirs) = await duckDb.AskAsync(Question, cancellationToken).ConfigureAwait(false);
        if (!ours.Select(Line).SequenceEqual(theirs.Select(Line)))
        {
            var (one, other) = ours.Select(Line).Zip(theirs.Select(Line)).FirstOrDefault(pair => pair.First != pair.Second);
            throw new InvalidOperationException($"{Name}: the counts differ. Ours: {ours.Count} lines, {one}. DuckDB: {theirs.Length} lines, {other}.");
        }
        return new Dictionary<string, double> { ["milliseconds"] = seconds * 1_000, ["lines"] = theirs.Length };
    }

    private async Task<IReadOnlyDictionary<string, double>> Cold(EventBench bench, CancellationToken cancellationToken)
    {
        using var snapshot = bench.OpenCold();
        return await Timed(() => Answer(snapshot, cancellationToken).Count()).ConfigureAwait(false);
    }

    private static Task<IReadOnlyDictionary<string, double>> Timed(Func<double> work)
    {
        var (before, busy, start) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        _ = work();
        return Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double>
        {
            ["milliseconds"] = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            ["processorMilliseconds"] = (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds,
            ["allocatedMb"] = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6,
        });
    }

    private double Sum(Snapshot snapshot)
    {
        var sum = 0L;
        var columns = ColumnsOf(snapshot).ToList();
        Parallel.For(0, (snapshot.RowCount + RowsAtOnce - 1) / RowsAtOnce, piece =>
        {
            var rows = new Range(piece * RowsAtOnce, Math.Min((piece + 1) * RowsAtOnce, snapshot.RowCount));
            foreach (var column in columns)
            {
                Interlocked.Add(ref sum, Sum(snapshot, column, rows));
            }
        });
        return sum;
    }

    private static long Sum(Snapshot snapshot, Memory column, Range rows) => column switch
    {
        // Eight kinds at once: what is timed is reading them.
        Memory.Kind => TensorPrimitives.Sum(MemoryMarshal.Cast<Core.Domain.InteractionKind, long>(snapshot.RowKind[rows])),
        Memory.Session => TensorPrimitives.Sum(snapshot.RowSession[rows]),
        _ => TensorPrimitives.Sum(snapshot.RowTime[rows]),
    };

    private static string Line(string[] values) => string.Join(' ', values);

    protected static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    protected static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
