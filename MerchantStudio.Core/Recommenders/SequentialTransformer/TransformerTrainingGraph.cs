using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Graphs.Losses;
using MerchantStudio.Core.Onnx.Graphs.Optimisers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>The graph of one training step: packed sequences in, loss and next weights out.</summary>
internal sealed class TransformerTrainingGraph
{
    public const string TargetsName = "targets";
    public const string WeightsName = "weights";
    public const string NegativesName = "negatives";
    public const string CorrectionName = "correction";
    public const string IsTargetName = "isTarget";

    private const double ClipNorm = 5;
    private const double Beta2 = 0.98;

    // Petrov and Macdonald (2023) advise 0.75 for gBCE.
    private const double Calibration = 0.75;

    private TransformerTrainingGraph(TrainingGraph graph, DropoutMasks dropout) => (Graph, Dropout) = (graph, dropout);

    public TrainingGraph Graph { get; }

    public DropoutMasks Dropout { get; }

    public static TransformerTrainingGraph Build(TransformerSettings settings, SeededRandom random, long totalSteps)
    {
        var builder = new TrainingGraphBuilder("sequential-transformer");
        var graph = builder.Graph;
        var dropout = new DropoutMasks(graph, random.Fork(1), settings.Shape.Width, settings.DropoutRate);
        var network = new TransformerNetwork(graph, settings.Shape, new TrainableWeights(builder, random.Fork(2)), dropout.Apply);
        var inputs = PackedInputs.Declare(graph, settings.RowsPerStep, settings.Shape.Length);
        var hidden = network.Hidden(inputs.Tokens, inputs.Mask, inputs.Present, inputs.Positions);
        var loss = Loss(graph, settings, network.Items, hidden);
        var warmUp = Math.Max(1, totalSteps / 20);
        return new TransformerTrainingGraph(builder.Minimise(loss, new AdamSettings
        {
            LearningRate = LearningRate.WarmUp(settings.PeakLearningRate, Math.Min(warmUp, 200)),
            Beta2 = Beta2,
            WeightDecay = settings.Decay,
            ClipNorm = ClipNorm,
        }), dropout);
    }

    private static Tensor Loss(GraphBuilder graph, TransformerSettings settings, Tensor items, Tensor hidden)
    {
        var places = hidden.Shape[0];
        var targets = graph.Input(TargetsName, ElementType.Int32, places);
        var weights = graph.Input(WeightsName, ElementType.Float32, places, 1);
        if (settings.LossKind == TransformerLoss.FullSoftmax)
        {
            return graph.FullSoftmax(hidden, items, targets, weights);
        }

        var samples = settings.SharedNegatives;
        var positive = graph.RowDot(hidden, graph.Gather(items, targets));
        var sampled = graph.Gather(items, graph.Input(NegativesName, ElementType.Int32, samples));
        var negative = graph.Product(hidden, sampled, transposeRight: true);
        if (settings.LossKind == TransformerLoss.SampledSoftmax)
        {
            var correction = graph.Input(CorrectionName, ElementType.Float32, 1, samples);
            return graph.SampledSoftmax(positive, negative, correction, graph.Input(IsTargetName, ElementType.Float32, places, samples), weights);
        }

        var beta = settings.LossKind == TransformerLoss.BinaryCrossEntropy ? 1 : RankingLosses.Beta(samples, settings.Shape.TableRows, Calibration);
        return graph.GeneralisedBinaryCrossEntropy(positive, negative, weights, beta);
    }
}
