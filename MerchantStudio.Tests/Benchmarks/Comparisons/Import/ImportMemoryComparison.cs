using System.Diagnostics;
using System.Globalization;
using MerchantStudio.Benchmarks.Comparisons.Events;

namespace MerchantStudio.Benchmarks.Comparisons.Import;

/// <summary>Peak memory of the program while it imports a log, and another four times as long by the same customers.</summary>
public sealed class ImportMemoryComparison : IComparison
{
    public string Name => "import-memory";

    public string Description =>
        "The program itself imports a log of 2,500,000 events by 100,000 customers, and one of 10,000,000 by the same; peakMegabytes is "
        + "the process's largest working set, the ratio is of time.";

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return ComparisonSetup.NotHere("The largest working set of a process that has ended is only known on Linux.");
        }

        var folder = Directory.CreateTempSubdirectory("memory-comparison-").FullName;
        var rows = scale == ComparisonScale.Dry ? 20_000 : 2_500_000;
        var log = Clickstream.Generate(rows);
        var (once, fourTimes) = (Path.Combine(folder, "once.csv"), Path.Combine(folder, "four.csv"));
        ClickstreamCsv.Write(Narrow(log), once, cancellationToken);
        Repeat(once, fourTimes, 4);
        return await Task.FromResult(new ComparisonSetup(
            new Contender("a log", token => ImportAsync(folder, once, token)),
            [new Contender("four times the log", token => ImportAsync(folder, fourTimes, token))],
            () =>
            {
                Directory.Delete(folder, recursive: true);
                return ValueTask.CompletedTask;
            })
        {
            Rounds = 1,
        }).ConfigureAwait(false);
    }

    private static Clickstream Narrow(Clickstream log) => new()
    {
        Seconds = log.Seconds, Kinds = log.Kinds, Users = Array.ConvertAll(log.Users, user => user % 100_000), Sessions = log.Sessions,
        Products = log.Products, Prices = log.Prices,
    };

    /// <summary>The same events by the same people in the years before, so that none is a duplicate.</summary>
    private static void Repeat(string once, string path, int times)
    {
        using var to = new StreamWriter(path);
        for (var year = 2025; year > 2025 - times; year--)
        {
            foreach (var line in File.ReadLines(once).Skip(year == 2025 ? 0 : 1))
            {
                to.Write(year == 2025 ? line : year.ToString(CultureInfo.InvariantCulture) + line[4..]);
                to.Write('\n');
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> ImportAsync(string folder, string path, CancellationToken cancellationToken)
    {
        var data = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var program = Path.Combine(AppContext.BaseDirectory, "MerchantStudio.dll");
        var start = new ProcessStartInfo("dotnet", [program, "import", "--shop", "s", "--file", path, "--data", data, "--json"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var log = process.StandardError.ReadToEndAsync(cancellationToken);
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process));
            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }

        _ = await output.ConfigureAwait(false);
        Directory.Delete(data, recursive: true);
        return process.ExitCode == 0
            ? new Dictionary<string, double> { ["peakMegabytes"] = peak / 1024.0 }
            : throw new InvalidOperationException(await log.ConfigureAwait(false));
    }

    /// <summary>The high-water mark that the system keeps, in KiB, so that nothing is missed between two looks.</summary>
    private static long PeakOf(Process process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
