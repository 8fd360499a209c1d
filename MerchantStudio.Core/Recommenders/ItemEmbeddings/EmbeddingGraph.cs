using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Graphs.Losses;
using MerchantStudio.Core.Onnx.Graphs.Optimisers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.ItemEmbeddings;

/// <summary>Two tables of vectors; the score of a pair is the product of one row of each. Trained by gBCE against a shared sample.</summary>
internal static class EmbeddingGraph
{
    public const string Centre = "centre";
    public const string Context = "context";
    public const string CentresName = "centres";
    public const string ContextsName = "contexts";
    public const string NegativesName = "negatives";
    public const string WeightsName = "weights";
    public const int PairsPerStep = 2048;

    // Petrov and Macdonald (2023) advise 0.75.
    private const double Calibration = 0.75;
    private const double Deviation = 0.1;

    public static TrainingGraph Build(int items, RecommenderSettings settings, SeededRandom random)
    {
        var builder = new TrainingGraphBuilder("item-embeddings");
        var graph = builder.Graph;
        var width = settings.Whole(ItemEmbeddingsRecommender.Width);
        var samples = settings.Whole(ItemEmbeddingsRecommender.Negatives);
        var centre = builder.Parameter(Centre, Initializers.TruncatedNormal(random, items * width, Deviation), decays: true, items, width);
        var context = builder.Parameter(Context, Initializers.TruncatedNormal(random, items * width, Deviation), decays: true, items, width);
        var vectors = graph.Gather(centre, graph.Input(CentresName, ElementType.Int32, PairsPerStep));
        var positive = graph.RowDot(vectors, graph.Gather(context, graph.Input(ContextsName, ElementType.Int32, PairsPerStep)));
        var negative = graph.Product(vectors, graph.Gather(context, graph.Input(NegativesName, ElementType.Int32, samples)), transposeRight: true);
        var beta = RankingLosses.Beta(samples, Math.Max(2, items), Calibration);
        var loss = graph.GeneralisedBinaryCrossEntropy(positive, negative, graph.Input(WeightsName, ElementType.Float32, PairsPerStep, 1), beta);
        return builder.Minimise(loss, new AdamSettings { LearningRate = LearningRate.Constant(settings[ItemEmbeddingsRecommender.LearningRate]) });
    }
}

/// <summary>The pairs in a random order; the last step of an epoch is filled up with pairs that count nothing.</summary>
internal sealed class PairBatches : IBatchSource
{
    private readonly (int Centre, int Context)[] _pairs;
    private readonly int _items;
    private readonly SeededRandom _random;
    private int _next;

    public PairBatches((int Centre, int Context)[] pairs, int items, SeededRandom random)
    {
        (_items, _random) = (items, random);
        _pairs = [.. pairs];
        random.Shuffle(_pairs.AsSpan());
    }

    public bool TryFill(StepInputs inputs)
    {
        if (_next >= _pairs.Length)
        {
            return false;
        }

        var centres = inputs.Of<int>(EmbeddingGraph.CentresName);
        var contexts = inputs.Of<int>(EmbeddingGraph.ContextsName);
        var weights = inputs.Of<float>(EmbeddingGraph.WeightsName);
        var count = Math.Min(centres.Length, _pairs.Length - _next);
        for (var i = 0; i < centres.Length; i++)
        {
            (centres[i], contexts[i]) = i < count ? _pairs[_next + i] : default;
            weights[i] = i < count ? 1f / count : 0;
        }

        foreach (ref var negative in inputs.Of<int>(EmbeddingGraph.NegativesName))
        {
            negative = _random.NextInt(_items);
        }

        _next += count;
        return true;
    }
}
