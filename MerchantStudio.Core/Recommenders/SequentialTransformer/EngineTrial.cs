using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>How one provider did with one size of model.</summary>
/// <param name="StepsPerSecond">By the median step, after the first ones.</param>
/// <param name="Compared">How many of the first losses were compared with the processor's.</param>
/// <param name="LargestDifference">Largest difference among them.</param>
/// <param name="FellBack">Operators that the provider left to the processor.</param>
/// <param name="Unavailable">Why the provider could not be tried; null when it was.</param>
public sealed record EngineTrialRow(
    string Provider, string Size, double StepsPerSecond, double MedianMs, int Compared, double LargestDifference, IReadOnlyDictionary<string, int> FellBack,
    string? Unavailable)
{
    private const double Tolerance = 1e-3;

    /// <summary>A provider that was not tried, and why.</summary>
    public static EngineTrialRow Without(string provider, string size, string reason) =>
        new(provider, size, 0, 0, 0, 0, new Dictionary<string, int>(), reason);

    /// <summary>The agreement test: whether the first losses are the processor's.</summary>
    public bool Agrees => Unavailable is null && LargestDifference <= Tolerance;
}

/// <summary>
/// Tries every provider of this machine on the transformer's training step: whether its losses agree with the processor's, and
/// how fast it is, in three sizes of model.
/// </summary>
public sealed class EngineTrial(OnnxEngine engine, TimeProvider clock)
{
    private const int MostCompared = 10;
    private const int FewestCompared = 2;
    private const int MostTimed = 200;
    private const int WarmUp = 5;
    private const ulong BatchSeed = 11;

    /// <summary>The sizes by name: one to see that it works, one that papers report, and two that give a GPU something to do.</summary>
    public static IReadOnlyDictionary<string, TransformerWorkload> Sizes { get; } = new Dictionary<string, TransformerWorkload>
    {
        ["tiny"] = new() { Batch = 4, Length = 8, Width = 16, Items = 50 },
        ["small"] = new(),
        ["medium"] = new() { Batch = 256, Length = 100, Width = 128, Heads = 2, Items = 20_000 },
        ["large"] = new() { Batch = 256, Length = 200, Width = 256, Blocks = 4, Heads = 4, Items = 50_000 },
    };

    /// <param name="sizes">Names of <see cref="Sizes"/>.</param>
    /// <param name="limits">How long to try, and what.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    public IEnumerable<EngineTrialRow> Run(IReadOnlyCollection<string> sizes, EngineTrialLimits limits, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        foreach (var size in sizes)
        {
            float[]? reference = null;
            foreach (var provider in ExecutionProviderCatalog.All.Reverse().Where(provider => limits.Providers.Count == 0 || limits.Providers.Contains(provider.Name)))
            {
                yield return clock.GetElapsedTime(started) < limits.Total
                    ? Try(provider.Name, size, reference ??= Losses(Sizes[size], engine.Choose("cpu"), limits.Each, cancellationToken), limits.Each, cancellationToken)
                    : EngineTrialRow.Without(provider.Name, size, "the time for all of them was up.");
            }
        }
    }

    private EngineTrialRow Try(string provider, string size, float[] reference, TimeSpan budget, CancellationToken cancellationToken)
    {
        try
        {
            var choice = engine.Choose(provider);
            var pairs = Losses(Sizes[size], choice, budget, cancellationToken).Zip(reference, (one, other) => (double)Math.Abs(one - other)).ToArray();
            using var session = engine.Train(Sizes[size].Build().Graph, choice);
            var median = MedianMs(session, Sizes[size], budget, cancellationToken);
            return new EngineTrialRow(provider, size, 1000 / median, median, pairs.Length, pairs.Max(), session.Placement.FellBack, Unavailable: null);
        }
        catch (Exception e) when (e is ProviderUnavailableException or OnnxRuntimeException or TrainingDivergedException)
        {
            return EngineTrialRow.Without(provider, size, e.Message);
        }
    }

    private float[] Losses(TransformerWorkload work, ProviderChoice choice, TimeSpan budget, CancellationToken cancellationToken)
    {
        using var session = engine.Train(work.Build().Graph, choice);
        var losses = new List<float>();
        Step(session, new WorkloadSource(work.Batches(2, BatchSeed, emptyStarts: true), MostCompared), losses.Add, FewestCompared, budget, cancellationToken);
        return [.. losses];
    }

    private double MedianMs(TrainingSession session, TransformerWorkload work, TimeSpan budget, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var last = clock.GetTimestamp();
        Step(session, new WorkloadSource(work.Batches(8, BatchSeed, emptyStarts: false), MostTimed), _ =>
        {
            times.Add(clock.GetElapsedTime(last).TotalMilliseconds);
            last = clock.GetTimestamp();
        }, fewest: 2, budget, cancellationToken);
        // The first steps pay for memory and caches; where a step takes long there is no time for more than one such.
        var timed = times.Skip(Math.Min(WarmUp, times.Count / 2)).Order().ToArray();
        return timed[timed.Length / 2];
    }

    /// <summary>Takes steps until the source is empty, or the time is up and there are a few.</summary>
    private void Step(
        TrainingSession session, WorkloadSource source, Action<float> onLoss, int fewest, TimeSpan budget, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = clock.GetTimestamp();
        try
        {
            session.Run(source, (step, loss) =>
            {
                onLoss(loss);
                if (step >= fewest && clock.GetElapsedTime(started) > budget)
                {
                    enough.Cancel();
                }
            }, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time for this one is up; what was measured counts.
        }
    }
}

/// <summary>How long a trial may take, and of what.</summary>
/// <param name="Each">Longest time of the compared steps, and of the timed ones, of one provider and size; a few are always taken.</param>
/// <param name="Total">After so long nothing more is begun.</param>
/// <param name="Providers">Names of the catalogue; none: all of them.</param>
public sealed record EngineTrialLimits(TimeSpan Each, TimeSpan Total, IReadOnlyCollection<string> Providers);
