namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>The same values as another element type.</summary>
internal sealed class CastOperator : OperatorRule
{
    public override string Name => "Cast";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call) =>
        [new TensorSpec((ElementType)call.Attributes["to"].Integer, call.Input(0).Shape)];

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call) =>
        [call.Node.Input(0).Type.IsReal() && call.Node.Output.Type.IsReal()
            ? call.For(0, () => call.Graph.Cast(call.OutputGradient, call.Node.Input(0).Type))
            : null];
}

/// <summary>Where two tensors hold the same; no gradient passes.</summary>
internal sealed class EqualOperator : OperatorRule
{
    public override string Name => "Equal";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (left, right) = (call.Input(0), call.Input(1));
        call.RequireSameType(left, right);
        var shape = TensorShape.Broadcast(left.Shape, right.Shape) ?? throw call.Problem("the shapes cannot be stretched to one");
        return [new TensorSpec(ElementType.Bool, shape)];
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call) => [null, null];
}

/// <summary>Elements of the second tensor where the first holds true, of the third elsewhere.</summary>
internal sealed class WhereOperator : OperatorRule
{
    public override string Name => "Where";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (condition, yes, no) = (call.Input(0), call.Input(1), call.Input(2));
        call.RequireSameType(yes, no);
        var shape = TensorShape.Broadcast(yes.Shape, no.Shape) is { } both ? TensorShape.Broadcast(condition.Shape, both) : null;
        return condition.Type == ElementType.Bool && shape is not null
            ? [new TensorSpec(yes.Type, shape)]
            : throw call.Problem("truth values and two tensors that stretch to one shape are needed");
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var (graph, node, dy) = (call.Graph, call.Node, call.OutputGradient);
        var zero = graph.Scalar(0, dy.Type);
        return
        [
            null,
            call.For(1, () => graph.SumTo(graph.Where(node.Input(0), dy, zero), node.Input(1).Shape)),
            call.For(2, () => graph.SumTo(graph.Where(node.Input(0), zero, dy), node.Input(2).Shape)),
        ];
    }
}

/// <summary>Values held within limits. Used on norms and probabilities, after the gradients: it passes none itself.</summary>
internal sealed class ClipOperator : OperatorRule
{
    public override string Name => "Clip";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call) => [TensorSpec.Like(call.Real(0))];
}
