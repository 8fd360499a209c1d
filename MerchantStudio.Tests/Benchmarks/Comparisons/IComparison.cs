namespace MerchantStudio.Benchmarks.Comparisons;

/// <summary>
/// A whole job of ours timed against a named baseline, the two taking turns in one run, so that the ratio means
/// something on any machine. Micro benchmarks are BenchmarkDotNet classes instead.
/// </summary>
public interface IComparison
{
    /// <summary>Name on the command line, such as <c>import-retail</c>.</summary>
    string Name { get; }

    /// <summary>What is timed, against what, in one sentence.</summary>
    string Description { get; }

    /// <summary>Prepares data and contenders; null with a reason when something that it needs is not here.</summary>
    Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken);
}

/// <summary>How much work: <see cref="Dry"/> is the smallest that still runs every line, for a test.</summary>
public enum ComparisonScale
{
    Dry,
    Full,
}

/// <summary>One contender: a name and the job; the job returns extra figures to print (rows, megabytes) or nothing.</summary>
public sealed record Contender(string Name, Func<CancellationToken, Task<IReadOnlyDictionary<string, double>>> RunAsync);

/// <summary>The contenders of a comparison, or why it cannot run here.</summary>
public sealed class ComparisonSetup : IAsyncDisposable
{
    private readonly Func<ValueTask>? _cleanUp;

    public ComparisonSetup(Contender baseline, IReadOnlyList<Contender> candidates, Func<ValueTask>? cleanUp = null)
    {
        Baseline = baseline;
        Candidates = candidates;
        _cleanUp = cleanUp;
    }

    private ComparisonSetup(string unavailable)
    {
        Unavailable = unavailable;
        Candidates = [];
    }

    public Contender? Baseline { get; }
    public IReadOnlyList<Contender> Candidates { get; }

    /// <summary>Why the comparison cannot run on this machine; null when it can.</summary>
    public string? Unavailable { get; }

    /// <summary>Rounds of the full scale; few for jobs of minutes.</summary>
    public int Rounds { get; init; } = 5;

    public static ComparisonSetup NotHere(string reason) => new(reason);

    public ValueTask DisposeAsync() => _cleanUp?.Invoke() ?? ValueTask.CompletedTask;
}
