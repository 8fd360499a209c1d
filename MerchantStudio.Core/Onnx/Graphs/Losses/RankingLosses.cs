using MerchantStudio.Core.Onnx.Graphs.Operators;

namespace MerchantStudio.Core.Onnx.Graphs.Losses;

/// <summary>
/// Losses for telling the right item from all others. Each takes one row per target, weighs it (0: leave it out) and returns
/// a scalar; give weights that sum to 1 for a mean.
/// </summary>
public static class RankingLosses
{
    /// <summary>
    /// Cross-entropy of the softmax over all items: -Σ w·log p(target). The gradients never make a second matrix the size of
    /// the scores: with p the softmax, ∂/∂queries = w·(p·items − items[target]), ∂/∂items = pᵀ·(w·queries) − rows of w·queries.
    /// </summary>
    /// <param name="queries">[n, width]</param>
    /// <param name="items">[items, width]</param>
    /// <param name="targets">Row numbers of the right items, [n].</param>
    /// <param name="weights">[n, 1]</param>
    public static Tensor FullSoftmax(this GraphBuilder graph, Tensor queries, Tensor items, Tensor targets, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var probabilities = graph.Softmax(graph.Product(queries, items, transposeRight: true));
        var right = graph.GatherElements(probabilities, graph.Reshape(targets, targets.Shape[0], 1));
        var loss = graph.Negate(graph.Sum(graph.Multiply(weights, graph.Log(graph.Clip(right, Tiny(right), 1)))));
        graph.OverrideGradient(loss, [queries, items, items], dy =>
        {
            var weighted = graph.Multiply(queries, graph.Multiply(weights, dy));
            var expected = graph.Subtract(graph.Product(probabilities, items), graph.Gather(items, targets));
            return
            [
                GradientPart.Dense(graph.Multiply(expected, graph.Multiply(weights, dy))),
                // The rows are subtracted from the dense part by the one scatter that serves all readers of the table.
                GradientPart.Dense(graph.Product(probabilities, weighted, transposeLeft: true)),
                new GradientPart(graph.Negate(weighted), targets),
            ];
        });
        return loss;
    }

    /// <summary>
    /// Cross-entropy of the softmax over the right item and a sample that all rows share; a sampled item that is the right
    /// one itself is left out of that row. Corrected for how likely each item was sampled (Bengio and Senécal, 2008).
    /// </summary>
    /// <param name="positive">Scores of the right items, [n, 1].</param>
    /// <param name="negative">Scores of the sampled items, [n, samples].</param>
    /// <param name="correction">Logarithm of the expected number of times that each sampled item occurs in the sample, [1, samples].</param>
    /// <param name="isTarget">1 where a sampled item is the row's target, else 0, [n, samples].</param>
    /// <param name="weights">[n, 1]</param>
    public static Tensor SampledSoftmax(this GraphBuilder graph, Tensor positive, Tensor negative, Tensor correction, Tensor isTarget, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(graph);
        const double FarBelow = 1e4;
        var corrected = graph.Subtract(graph.Subtract(negative, correction), graph.Multiply(isTarget, FarBelow));
        var probabilities = graph.Softmax(graph.Concat(1, positive, corrected));
        var right = graph.Slice(probabilities, 1, 0, 1);
        return graph.Negate(graph.Sum(graph.Multiply(weights, graph.Log(right))));
    }

    /// <summary>Binary cross-entropy: the right item against sampled ones. Rows: -log σ(s⁺) - Σ log(1 - σ(s⁻)).</summary>
    /// <param name="positive">[n, 1]</param>
    /// <param name="negative">[n, samples]</param>
    public static Tensor BinaryCrossEntropy(this GraphBuilder graph, Tensor positive, Tensor negative, Tensor weights) =>
        GeneralisedBinaryCrossEntropy(graph, positive, negative, weights, beta: 1);

    /// <summary>
    /// gBCE (Petrov and Macdonald, 2023): the right item's probability to the power β, which undoes the overconfidence that
    /// sampling few of the negatives brings. Rows: -β·log σ(s⁺) - Σ log(1 - σ(s⁻)).
    /// </summary>
    public static Tensor GeneralisedBinaryCrossEntropy(this GraphBuilder graph, Tensor positive, Tensor negative, Tensor weights, double beta)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var rows = graph.Add(
            graph.Multiply(graph.Softplus(graph.Negate(positive)), beta),
            graph.ReduceSum(graph.Softplus(negative), [1], keepAxes: true));
        return graph.Sum(graph.Multiply(weights, rows));
    }

    /// <summary>β of gBCE for a sampling rate and a calibration t from 0 (plain binary cross-entropy) to 1 (calibrated).</summary>
    /// <param name="samples">Negatives for each target.</param>
    /// <param name="items">Size of the catalogue, at least 2.</param>
    public static double Beta(int samples, int items, double calibration)
    {
        var rate = (double)samples / (items - 1);
        return rate * ((calibration * (1 - (1 / rate))) + (1 / rate));
    }

    private static double Tiny(Tensor like) => like.Type == ElementType.Float32 ? 1e-37 : 1e-300;
}
