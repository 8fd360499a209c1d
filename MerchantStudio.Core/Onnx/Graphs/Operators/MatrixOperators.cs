namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>Products of the last two axes, [batch…, m, k] · [batch…, k, n]; the batch axes are the same on both sides.</summary>
internal sealed class MatMulOperator : OperatorRule
{
    public override string Name => "MatMul";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (left, right) = (call.Real(0), call.Real(1));
        call.RequireSameType(left, right);
        if (left.Shape.Rank < 2 || left.Shape.Rank != right.Shape.Rank)
        {
            throw call.Problem("both must have the same number of axes, two or more");
        }

        var batches = left.Shape.Dimensions[..^2];
        if (!batches.AsSpan().SequenceEqual(right.Shape.Dimensions[..^2].AsSpan()) || left.Shape[-1] != right.Shape[-2])
        {
            throw call.Problem("the shapes cannot be multiplied");
        }

        return [new TensorSpec(left.Type, left.Shape.With(-1, right.Shape[-1]))];
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var (graph, left, right, dy) = (call.Graph, call.Node.Input(0), call.Node.Input(1), call.OutputGradient);
        return
        [
            call.For(0, () => graph.Product(dy, right, transposeRight: true)),
            call.For(1, () => graph.Product(left, dy, transposeLeft: true)),
        ];
    }
}

/// <summary>op(A)·op(B) + C for matrices, where op may transpose and C is stretched to the result.</summary>
internal sealed class GemmOperator : OperatorRule
{
    public override string Name => "Gemm";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (left, right) = (call.Real(0), call.Real(1));
        call.RequireSameType(left, right);
        if (left.Shape.Rank != 2 || right.Shape.Rank != 2)
        {
            throw call.Problem("both factors must be matrices");
        }

        var (rows, inner) = Extents(left, call.Attributes["transA"].Integer != 0);
        var (innerRight, columns) = Extents(right, call.Attributes["transB"].Integer != 0);
        if (inner != innerRight)
        {
            throw call.Problem("the shapes cannot be multiplied");
        }

        var result = new TensorShape(rows, columns);
        if (call.Inputs.Count > 2 && !result.Equals(TensorShape.Broadcast(call.Real(2).Shape, result)))
        {
            throw call.Problem($"the third input cannot be stretched to {result}");
        }

        return [new TensorSpec(left.Type, result)];
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var (graph, left, right, dy) = (call.Graph, call.Node.Input(0), call.Node.Input(1), call.OutputGradient);
        var (turnedLeft, turnedRight) = (call.Node.Integer("transA") != 0, call.Node.Integer("transB") != 0);
        return
        [
            call.For(0, () => turnedLeft
                ? graph.Product(right, dy, turnedRight, transposeRight: true)
                : graph.Product(dy, right, transposeLeft: false, !turnedRight)),
            call.For(1, () => turnedRight
                ? graph.Product(dy, left, transposeLeft: true, turnedLeft)
                : graph.Product(left, dy, !turnedLeft, transposeRight: false)),
            call.For(2, () => graph.SumTo(dy, call.Node.Input(2).Shape)),
        ];
    }

    private static (int Rows, int Columns) Extents(Tensor matrix, bool transposed) =>
        transposed ? (matrix.Shape[1], matrix.Shape[0]) : (matrix.Shape[0], matrix.Shape[1]);
}
