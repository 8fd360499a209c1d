using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>How one provider did with one size of model.</summary>
/// <param name="StepsPerSecond">By the median step, after the first ones.</param>
/// <param name="LargestDifference">Largest difference of the first losses to the processor's.</param>
/// <param name="FellBack">Operators that the provider left to the processor.</param>
/// <param name="Unavailable">Why the provider could not be tried; null when it was.</param>
public sealed record EngineTrialRow(
    string Provider, string Size, double StepsPerSecond, double MedianMs, double LargestDifference, IReadOnlyDictionary<string, int> FellBack, string? Unavailable)
{
    private const double Tolerance = 1e-3;

    /// <summary>The agreement test: whether the first losses are the processor's.</summary>
    public bool Agrees => Unavailable is null && LargestDifference <= Tolerance;
}

/// <summary>
/// Tries every provider of this machine on the transformer's training step: whether its losses agree with the processor's, and
/// how fast it is, in three sizes of model.
/// </summary>
public sealed class EngineTrial(OnnxEngine engine, TimeProvider clock)
{
    private const int Agreed = 10;
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

    /// <param name="budget">Longest time for the timed steps of one provider and size.</param>
    public IEnumerable<EngineTrialRow> Run(IReadOnlyCollection<string> sizes, TimeSpan budget, CancellationToken cancellationToken)
    {
        foreach (var size in sizes)
        {
            var reference = Losses(Sizes[size], engine.Choose("cpu"), cancellationToken);
            foreach (var provider in ExecutionProviderCatalog.All.Reverse())
            {
                yield return Try(provider.Name, size, reference, budget, cancellationToken);
            }
        }
    }

    private EngineTrialRow Try(string provider, string size, float[] reference, TimeSpan budget, CancellationToken cancellationToken)
    {
        try
        {
            var choice = engine.Choose(provider);
            var difference = Losses(Sizes[size], choice, cancellationToken).Zip(reference, (one, other) => (double)Math.Abs(one - other)).Max();
            using var session = engine.Train(Sizes[size].Build().Graph, choice);
            var median = MedianMs(session, Sizes[size], budget, cancellationToken);
            return new EngineTrialRow(provider, size, 1000 / median, median, difference, session.Placement.FellBack, Unavailable: null);
        }
        catch (Exception e) when (e is ProviderUnavailableException or OnnxRuntimeException or TrainingDivergedException)
        {
            return new EngineTrialRow(provider, size, 0, 0, 0, new Dictionary<string, int>(), e.Message);
        }
    }

    private float[] Losses(TransformerWorkload work, ProviderChoice choice, CancellationToken cancellationToken)
    {
        using var session = engine.Train(work.Build().Graph, choice);
        var losses = new List<float>();
        session.Run(new WorkloadSource(work.Batches(2, BatchSeed, emptyStarts: true), Agreed), (_, loss) => losses.Add(loss), cancellationToken);
        return [.. losses];
    }

    private double MedianMs(TrainingSession session, TransformerWorkload work, TimeSpan budget, CancellationToken cancellationToken)
    {
        const int Most = 200;
        var times = new List<double>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (started, last) = (clock.GetTimestamp(), clock.GetTimestamp());
        try
        {
            session.Run(new WorkloadSource(work.Batches(8, BatchSeed, emptyStarts: false), Most), (_, _) =>
            {
                times.Add(clock.GetElapsedTime(last).TotalMilliseconds);
                last = clock.GetTimestamp();
                if (clock.GetElapsedTime(started) > budget && times.Count > WarmUp)
                {
                    enough.Cancel();
                }
            }, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time for this one is up; what was measured counts.
        }

        var timed = times.Skip(WarmUp).Order().ToArray();
        return timed[timed.Length / 2];
    }
}
