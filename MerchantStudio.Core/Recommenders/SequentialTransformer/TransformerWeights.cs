using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>What a fit leaves: the sizes and the weights by name.</summary>
internal sealed record TransformerWeights(TransformerShape Shape, IReadOnlyDictionary<string, float[]> Values)
{
    // The optimiser's own state begins with its name; the rest are weights.
    private const string OptimiserPrefix = "adam.";

    public static TransformerWeights Of(TransformerShape shape, TrainingState state) => new(
        shape, state.Values.Where(pair => !pair.Key.StartsWith(OptimiserPrefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value));
}
