using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Graphs.Losses;
using MerchantStudio.Core.Onnx.Graphs.Optimisers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.SequentialTransformer;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

/// <summary>
/// A transformer small enough to be computed by hand, with the work of one step of the published SASRec: one negative for
/// each place, binary cross-entropy, Adam, no dropout. Also in the sizes of the PyTorch peer, for benchmarks.
/// </summary>
internal sealed record SmallTransformer
{
    public const double Beta2 = 0.98;
    private const float Hidden = -1e9f;

    public int Batch { get; init; } = 2;

    public int Length { get; init; } = 3;

    public int Width { get; init; } = 4;

    public int Blocks { get; init; } = 2;

    public int Heads { get; init; } = 2;

    public int Items { get; init; } = 7;

    public double LearningRate { get; init; } = 0.01;

    public int Places => Batch * Length;

    public TransformerShape Shape => new() { Items = Items, Length = Length, Width = Width, Blocks = Blocks, Heads = Heads };

    /// <summary>The training graph, and the weights that it begins with.</summary>
    public (TrainingGraph Graph, IReadOnlyList<Parameter> Parameters) Build()
    {
        var builder = new TrainingGraphBuilder("small");
        var graph = builder.Graph;
        var sequence = graph.Input("sequence", ElementType.Int32, Batch, Length);
        var positive = graph.Input("positive", ElementType.Int32, Places);
        var negative = graph.Input("negative", ElementType.Int32, Places);
        var present = graph.Input("present", ElementType.Float32, Places, 1);
        var network = new TransformerNetwork(graph, Shape, new TrainableWeights(builder, new SeededRandom(5)));
        var hidden = network.Hidden(sequence, graph.Constant<float>(Causal(), Length, Length), present, positions: null);
        var weights = graph.Filled(1.0 / Places, ElementType.Float32, Places, 1);
        var loss = graph.BinaryCrossEntropy(
            graph.RowDot(hidden, graph.Gather(network.Items, positive)), graph.RowDot(hidden, graph.Gather(network.Items, negative)), weights);
        var training = builder.Minimise(loss, new AdamSettings { LearningRate = Core.Onnx.Graphs.Optimisers.LearningRate.Constant(LearningRate), Beta2 = Beta2 });
        return (training, builder.Parameters);
    }

    /// <summary>Random batches; some sequences begin with nothing.</summary>
    public SmallBatch[] Batches(int count)
    {
        var random = new SeededRandom(11);
        return [.. Enumerable.Range(0, count).Select(_ => new SmallBatch(Draw(random, mayBeEmpty: true), Draw(random, mayBeEmpty: false), Draw(random, mayBeEmpty: false)))];
    }

    private int[] Draw(SeededRandom random, bool mayBeEmpty)
    {
        var items = new int[Places];
        for (var place = 0; place < Places; place++)
        {
            var isEmpty = mayBeEmpty && place % Length == 0 && place / Length % 2 == 1;
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
internal sealed record SmallBatch(int[] Sequence, int[] Positive, int[] Negative);

/// <summary>Gives a session some batches, over and over.</summary>
internal sealed class SmallBatchSource(IReadOnlyList<SmallBatch> batches, int steps) : IBatchSource
{
    private int _next;

    public bool TryFill(StepInputs inputs)
    {
        if (_next >= steps)
        {
            return false;
        }

        var batch = batches[_next++ % batches.Count];
        batch.Sequence.CopyTo(inputs.Of<int>("sequence"));
        batch.Positive.CopyTo(inputs.Of<int>("positive"));
        batch.Negative.CopyTo(inputs.Of<int>("negative"));
        var present = inputs.Of<float>("present");
        for (var place = 0; place < present.Length; place++)
        {
            present[place] = batch.Sequence[place] == 0 ? 0 : 1;
        }

        return true;
    }
}
