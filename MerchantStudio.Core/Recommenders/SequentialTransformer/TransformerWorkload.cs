using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Graphs.Losses;
using MerchantStudio.Core.Onnx.Graphs.Optimisers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// The work of one training step of the published SASRec, without dropout and without packing: one negative for each place,
/// binary cross-entropy, Adam (0.9, 0.98). What devices are measured and compared by, because others can do exactly the same.
/// </summary>
public sealed record TransformerWorkload
{
    public const double Beta2 = 0.98;
    public const string SequenceName = "sequence";
    public const string PositiveName = "positive";
    public const string NegativeName = "negative";
    public const string PresentName = "present";

    private const float Hidden = -1e9f;
    private const ulong WeightSeed = 5;

    /// <summary>Sequences in a step.</summary>
    public int Batch { get; init; } = 128;

    public int Length { get; init; } = 50;

    public int Width { get; init; } = 64;

    public int Blocks { get; init; } = 2;

    public int Heads { get; init; } = 1;

    public int Items { get; init; } = 3416;

    public double LearningRate { get; init; } = 1e-3;

    public int Places => Batch * Length;

    /// <summary>The training graph, and the weights that it begins with.</summary>
    public (TrainingGraph Graph, IReadOnlyList<Parameter> Parameters) Build()
    {
        var builder = new TrainingGraphBuilder("workload");
        var graph = builder.Graph;
        var sequence = graph.Input(SequenceName, ElementType.Int32, Batch, Length);
        var positive = graph.Input(PositiveName, ElementType.Int32, Places);
        var negative = graph.Input(NegativeName, ElementType.Int32, Places);
        var present = graph.Input(PresentName, ElementType.Float32, Places, 1);
        var shape = new TransformerShape { Items = Items, Length = Length, Width = Width, Blocks = Blocks, Heads = Heads };
        var network = new TransformerNetwork(graph, shape, new TrainableWeights(builder, new SeededRandom(WeightSeed)));
        var hidden = network.Hidden(sequence, graph.Constant<float>(Causal(), Length, Length), present, positions: null);
        var loss = graph.BinaryCrossEntropy(
            graph.RowDot(hidden, graph.Gather(network.Items, positive)),
            graph.RowDot(hidden, graph.Gather(network.Items, negative)),
            graph.Filled(1.0 / Places, ElementType.Float32, Places, 1));
        var training = builder.Minimise(loss, new AdamSettings { LearningRate = Onnx.Graphs.Optimisers.LearningRate.Constant(LearningRate), Beta2 = Beta2 });
        return (training, builder.Parameters);
    }

    /// <summary>Random batches, the same for the same seed.</summary>
    /// <param name="emptyStarts">Whether every second sequence begins with nothing, as short histories do.</param>
    public WorkloadBatch[] Batches(int count, ulong seed, bool emptyStarts)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new WorkloadBatch(Draw(random, emptyStarts), Draw(random, false), Draw(random, false)))];
    }

    private int[] Draw(SeededRandom random, bool emptyStarts)
    {
        var items = new int[Places];
        for (var place = 0; place < Places; place++)
        {
            var isEmpty = emptyStarts && place % Length == 0 && place / Length % 2 == 1;
            items[place] = isEmpty ? 0 : 1 + random.NextInt(Items);
        }

        return items;
    }

    private float[] Causal()
    {
        var mask = new float[Length * Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = i % Length > i / Length ? Hidden : 0;
        }

        return mask;
    }
}

/// <summary>Items by row of the table, one for each place; 0 in the sequence means nothing.</summary>
public sealed record WorkloadBatch(int[] Sequence, int[] Positive, int[] Negative);

/// <summary>Gives a session some batches, over and over.</summary>
public sealed class WorkloadSource(IReadOnlyList<WorkloadBatch> batches, int steps) : IBatchSource
{
    private int _next;

    public bool TryFill(StepInputs inputs)
    {
        if (_next >= steps)
        {
            return false;
        }

        var batch = batches[_next++ % batches.Count];
        batch.Sequence.CopyTo(inputs.Of<int>(TransformerWorkload.SequenceName));
        batch.Positive.CopyTo(inputs.Of<int>(TransformerWorkload.PositiveName));
        batch.Negative.CopyTo(inputs.Of<int>(TransformerWorkload.NegativeName));
        var present = inputs.Of<float>(TransformerWorkload.PresentName);
        for (var place = 0; place < present.Length; place++)
        {
            present[place] = batch.Sequence[place] == 0 ? 0 : 1;
        }

        return true;
    }
}
