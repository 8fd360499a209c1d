namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>An operator on two tensors, element by element, either of which is stretched to the other's shape.</summary>
internal abstract class BinaryOperator : OperatorRule
{
    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (left, right) = (call.Input(0), call.Input(1));
        call.RequireSameType(left, right);
        var shape = TensorShape.Broadcast(left.Shape, right.Shape) ?? throw call.Problem("the shapes cannot be stretched to one");
        return [new TensorSpec(left.Type, shape)];
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var (left, right) = (call.Node.Input(0), call.Node.Input(1));
        return
        [
            call.For(0, () => call.Graph.SumTo(ByLeft(call), left.Shape)),
            call.For(1, () => call.Graph.SumTo(ByRight(call), right.Shape)),
        ];
    }

    protected abstract Tensor ByLeft(GradientCall call);

    protected abstract Tensor ByRight(GradientCall call);
}

internal sealed class AddOperator : BinaryOperator
{
    public override string Name => "Add";

    protected override Tensor ByLeft(GradientCall call) => call.OutputGradient;

    protected override Tensor ByRight(GradientCall call) => call.OutputGradient;
}

internal sealed class SubtractOperator : BinaryOperator
{
    public override string Name => "Sub";

    protected override Tensor ByLeft(GradientCall call) => call.OutputGradient;

    protected override Tensor ByRight(GradientCall call) => call.Graph.Negate(call.OutputGradient);
}

internal sealed class MultiplyOperator : BinaryOperator
{
    public override string Name => "Mul";

    protected override Tensor ByLeft(GradientCall call) => call.Graph.Multiply(call.OutputGradient, call.Node.Input(1));

    protected override Tensor ByRight(GradientCall call) => call.Graph.Multiply(call.OutputGradient, call.Node.Input(0));
}

internal sealed class DivideOperator : BinaryOperator
{
    public override string Name => "Div";

    protected override Tensor ByLeft(GradientCall call) => call.Graph.Divide(call.OutputGradient, call.Node.Input(1));

    // d(a/b)/db = -(a/b)/b
    protected override Tensor ByRight(GradientCall call) =>
        call.Graph.Negate(call.Graph.Divide(call.Graph.Multiply(call.OutputGradient, call.Node.Output), call.Node.Input(1)));
}
