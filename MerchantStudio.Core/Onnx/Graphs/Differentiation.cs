using MerchantStudio.Core.Onnx.Graphs.Operators;

namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>
/// Reverse-mode differentiation: walks a graph's tape backwards from the loss, and adds the nodes that compute its gradients.
/// </summary>
public static class Differentiation
{
    /// <summary>Gradients of a scalar by some tensors, each of the tensor's shape; zeros where the loss does not depend on it.</summary>
    /// <param name="loss">A scalar of the graph.</param>
    /// <param name="by">Inputs or intermediate tensors of real numbers.</param>
    public static IReadOnlyList<Tensor> Gradients(this GraphBuilder graph, Tensor loss, IReadOnlyList<Tensor> by)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(by);
        if (loss.Shape.Rank != 0)
        {
            throw new GraphException("Gradients", "only a scalar has gradients", loss);
        }

        var tape = graph.Tape.ToArray();
        var reached = Reached(tape, by);
        var sums = new Dictionary<Tensor, GradientSum> { [loss] = new(loss) };
        sums[loss].Add(GradientPart.Dense(graph.Scalar(1, loss.Type)));
        foreach (var entry in tape.Reverse().Where(entry => entry.Outputs.Any(sums.ContainsKey) && entry.Inputs.Any(reached.Contains)))
        {
            PassBack(graph, entry, sums, reached, by);
        }

        return [.. by.Select(tensor => sums.TryGetValue(tensor, out var sum) ? sum.Total(graph) : Zeros(graph, tensor))];
    }

    private static void PassBack(GraphBuilder graph, TapeEntry entry, Dictionary<Tensor, GradientSum> sums, HashSet<Tensor> reached, IReadOnlyList<Tensor> by)
    {
        var outputs = entry.Outputs.Select(output => sums.TryGetValue(output, out var sum) ? sum.Total(graph) : null).ToArray();
        var parts = entry.Node is { } node
            ? OperatorCatalog.Find(node.Operation).Gradients(new GradientCall(graph, node, outputs, reached.Contains))
            : entry.Gradient!([.. outputs.OfType<Tensor>()]);

        // What made these outputs by itself must not pass the same gradient again.
        foreach (var output in entry.Outputs.Where(output => !by.Contains(output)))
        {
            _ = sums.Remove(output);
        }

        IReadOnlyList<Tensor?> inputs = entry.Node?.Inputs ?? entry.Inputs;
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is { } part && inputs[i] is { } input && reached.Contains(input))
            {
                Sum(sums, input).Add(part);
            }
        }
    }

    private static GradientSum Sum(Dictionary<Tensor, GradientSum> sums, Tensor tensor)
    {
        if (!sums.TryGetValue(tensor, out var sum))
        {
            sum = new GradientSum(tensor);
            sums.Add(tensor, sum);
        }

        return sum;
    }

    /// <summary>Everything that the tensors in <paramref name="by"/> have an influence on.</summary>
    private static HashSet<Tensor> Reached(IEnumerable<TapeEntry> tape, IEnumerable<Tensor> by)
    {
        var reached = by.ToHashSet();
        foreach (var entry in tape.Where(entry => entry.Inputs.Any(reached.Contains)))
        {
            reached.UnionWith(entry.Outputs);
        }

        return reached;
    }

    private static Tensor Zeros(GraphBuilder graph, Tensor like) => graph.Expand(graph.Scalar(0, like.Type), like.Shape);

    /// <summary>The summands of one tensor's gradient. Sparse ones, however many, are added to the dense ones in a single scatter.</summary>
    private sealed class GradientSum(Tensor target)
    {
        private readonly List<Tensor> _dense = [];
        private readonly List<GradientPart> _sparse = [];

        public void Add(GradientPart part)
        {
            if (part.Rows is null)
            {
                _dense.Add(part.Values);
            }
            else
            {
                _sparse.Add(part);
            }
        }

        public Tensor Total(GraphBuilder graph)
        {
            var dense = _dense.Count == 0 ? Zeros(graph, target) : _dense.Aggregate(graph.Add);
            if (_sparse.Count > 0)
            {
                var rows = graph.Concat(0, _sparse.Select(part => part.Rows!));
                dense = graph.ScatterAdd(dense, rows, graph.Concat(0, _sparse.Select(part => part.Values)));
            }

            _dense.Clear();
            _sparse.Clear();
            _dense.Add(dense);
            return dense;
        }
    }
}
