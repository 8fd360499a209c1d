namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>exp(x) over its sum, along the last axis.</summary>
internal sealed class SoftmaxOperator : OperatorRule
{
    public override string Name => "Softmax";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call) => [TensorSpec.Like(call.Real(0))];

    // dx = y · (dy - Σ dy·y)
    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var (graph, y) = (call.Graph, call.Node.Output);
        return [call.For(0, () =>
        {
            var weighted = graph.Multiply(call.OutputGradient, y);
            return graph.Subtract(weighted, graph.Multiply(y, graph.ReduceSum(weighted, [-1], keepAxes: true)));
        })];
    }
}

/// <summary>
/// (x - mean) / √(variance + ε) · scale + shift along the last axis. The second and third outputs are the mean and the
/// reciprocal deviation of each row, which the gradient uses.
/// </summary>
internal sealed class LayerNormalizationOperator : OperatorRule
{
    public override string Name => "LayerNormalization";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (x, scale, shift) = (call.Real(0), call.Real(1), call.Real(2));
        var row = new TensorShape(x.Shape[-1]);
        if (!scale.Shape.Equals(row) || !shift.Shape.Equals(row))
        {
            throw call.Problem($"scale and shift must have shape {row}");
        }

        // The runtime keeps these two in single precision, whatever the input is.
        var perRow = new TensorSpec(ElementType.Float32, x.Shape.With(-1, 1));
        return [TensorSpec.Like(x), perRow, perRow];
    }

    // With n = (x - mean)·r, g = dy·scale:  dx = r·(g - mean(g) - n·mean(g·n)),  dscale = Σ dy·n,  dshift = Σ dy.
    // The row means are products with a column, which run much faster than reductions do.
    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var (graph, x, scale, dy) = (call.Graph, call.Node.Input(0), call.Node.Input(1), call.OutputGradient);
        var (mean, reciprocal) = (graph.Cast(call.Node.Outputs[1], x.Type), graph.Cast(call.Node.Outputs[2], x.Type));
        var normal = graph.Multiply(graph.Subtract(x, mean), reciprocal);
        var weighted = graph.Multiply(dy, normal);
        return
        [
            call.For(0, () =>
            {
                var column = graph.Multiply(graph.Reshape(scale, x.Shape[-1], 1), 1.0 / x.Shape[-1]);
                var centred = graph.Subtract(graph.Multiply(dy, scale), graph.RowProduct(dy, column));
                return graph.Multiply(graph.Subtract(centred, graph.Multiply(normal, graph.RowProduct(weighted, column))), reciprocal);
            }),
            call.For(1, () => graph.SumTo(weighted, scale.Shape)),
            call.For(2, () => graph.SumTo(dy, scale.Shape)),
        ];
    }
}
