using System.Diagnostics;
using System.Text.Json;

namespace MerchantStudio.Benchmarks.Comparisons;

/// <summary>What the command line asked for.</summary>
public sealed record ComparisonArguments(IReadOnlyList<string> Names, ComparisonScale Scale)
{
    public static ComparisonArguments Parse(IReadOnlyList<string> args) => new(
        [.. args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal))],
        args.Contains("--dry") ? ComparisonScale.Dry : ComparisonScale.Full);
}

/// <summary>Runs comparisons: contenders in turn, median of the rounds, one JSON line per comparison.</summary>
public static class ComparisonRunner
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(ComparisonArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var chosen = ComparisonCatalog.All.Where(one => arguments.Names.Count == 0 || arguments.Names.Contains(one.Name)).ToList();
        if (chosen.Count == 0)
        {
            await output.WriteLineAsync($"No such comparison. There are: {string.Join(", ", ComparisonCatalog.All.Select(one => one.Name))}").ConfigureAwait(false);
            return 1;
        }

        foreach (var comparison in chosen)
        {
            var result = await RunOneAsync(comparison, arguments.Scale, cancellationToken).ConfigureAwait(false);
            await output.WriteLineAsync(JsonSerializer.Serialize(result, s_json)).ConfigureAwait(false);
        }

        return 0;
    }

    /// <summary>Runs one comparison; the ratio of a contender is its median time over the baseline's.</summary>
    public static async Task<ComparisonResult> RunOneAsync(IComparison comparison, ComparisonScale scale, CancellationToken cancellationToken)
    {
        await using var setup = await comparison.SetUpAsync(scale, cancellationToken).ConfigureAwait(false);
        if (setup.Baseline is null)
        {
            return new ComparisonResult(comparison.Name, comparison.Description, setup.Unavailable, []);
        }

        Contender[] contenders = [setup.Baseline, .. setup.Candidates];
        var seconds = contenders.Select(_ => new List<double>()).ToArray();
        var figures = new IReadOnlyDictionary<string, double>[contenders.Length];
        for (var round = 0; round < (scale == ComparisonScale.Dry ? 1 : setup.Rounds); round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var processor = Environment.CpuUsage.TotalTime;
                var told = await contenders[i].RunAsync(cancellationToken).ConfigureAwait(false);
                figures[i] = WithProcessor(told, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
                seconds[i].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        var baseline = Median(seconds[0]);
        return new ComparisonResult(comparison.Name, comparison.Description, null,
            [.. contenders.Select((contender, i) => Row(contender.Name, seconds[i], baseline, figures[i]))]);
    }

    // Of this process: on a busy machine it says more than the clock. A contender that is a process of its own tells its own.
    private static Dictionary<string, double> WithProcessor(IReadOnlyDictionary<string, double> told, double seconds)
    {
        var figures = new Dictionary<string, double>(told);
        figures.TryAdd("processorSeconds", seconds);
        return figures;
    }

    private static ComparisonRow Row(string name, List<double> seconds, double baseline, IReadOnlyDictionary<string, double> figures) =>
        new(name, Median(seconds), seconds.Min(), seconds.Max(), Median(seconds) / baseline, figures);

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Outcome of one comparison; <paramref name="Unavailable"/> says why there are no rows.</summary>
public sealed record ComparisonResult(string Name, string Description, string? Unavailable, IReadOnlyList<ComparisonRow> Rows);

/// <summary>Times in seconds; <paramref name="Ratio"/> is to the baseline of the same run, which is the first row.</summary>
public sealed record ComparisonRow(
    string Contender, double Median, double Min, double Max, double Ratio, IReadOnlyDictionary<string, double> Figures);
