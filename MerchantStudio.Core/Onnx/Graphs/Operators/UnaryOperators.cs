namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>An operator on one tensor of real numbers, element by element.</summary>
internal abstract class UnaryOperator : OperatorRule
{
    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call) => [TensorSpec.Like(call.Real(0))];

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call) =>
        [call.For(0, () => Gradient(call.Graph, call.Node.Input(0), call.Node.Output, call.OutputGradient))];

    /// <param name="x">The operator's input.</param>
    /// <param name="y">Its output.</param>
    /// <param name="dy">Gradient of the loss by the output.</param>
    protected abstract Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy);
}

internal sealed class NegateOperator : UnaryOperator
{
    public override string Name => "Neg";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) => graph.Negate(dy);
}

internal sealed class ExponentialOperator : UnaryOperator
{
    public override string Name => "Exp";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) => graph.Multiply(dy, y);
}

internal sealed class LogarithmOperator : UnaryOperator
{
    public override string Name => "Log";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) => graph.Divide(dy, x);
}

internal sealed class SquareRootOperator : UnaryOperator
{
    public override string Name => "Sqrt";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) => graph.Divide(graph.Multiply(dy, 0.5), y);
}

internal sealed class SigmoidOperator : UnaryOperator
{
    public override string Name => "Sigmoid";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) =>
        graph.Multiply(dy, graph.Multiply(y, graph.Subtract(graph.Scalar(1, y.Type), y)));
}

internal sealed class TanhOperator : UnaryOperator
{
    public override string Name => "Tanh";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) =>
        graph.Multiply(dy, graph.Subtract(graph.Scalar(1, y.Type), graph.Multiply(y, y)));
}

/// <summary>max(x, 0); the gradient at 0 is taken as 0.</summary>
internal sealed class ReluOperator : UnaryOperator
{
    public override string Name => "Relu";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) => graph.Multiply(dy, Step(graph, y));

    // An output of Relu is positive exactly where it is not zero. Comparing it by Greater or Sign would leave the GPU: the
    // WebGPU provider has neither, but it casts to truth values.
    private static Tensor Step(GraphBuilder graph, Tensor y) => graph.Cast(graph.Cast(y, ElementType.Bool), y.Type);
}

internal sealed class ErfOperator : UnaryOperator
{
    public override string Name => "Erf";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) =>
        graph.Multiply(dy, graph.Multiply(graph.Exp(graph.Negate(graph.Multiply(x, x))), 2 / Math.Sqrt(Math.PI)));
}

/// <summary>|x|; the gradient at 0 is not a number, so keep zeros away from it where a gradient is wanted.</summary>
internal sealed class AbsoluteOperator : UnaryOperator
{
    public override string Name => "Abs";

    protected override Tensor Gradient(GraphBuilder graph, Tensor x, Tensor y, Tensor dy) => graph.Multiply(dy, graph.Divide(x, y));
}

internal sealed class IdentityOperator : OperatorRule
{
    public override string Name => "Identity";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call) => [TensorSpec.Like(call.Input(0))];

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call) => [call.For(0, () => call.OutputGradient)];
}
