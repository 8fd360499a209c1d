namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>Combines the elements along some axes; with <c>keepdims</c> each becomes an axis of extent 1.</summary>
internal abstract class ReductionOperator : OperatorRule
{
    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var x = call.Real(0);
        return [new TensorSpec(x.Type, Reduced(x.Shape, Axes(call), call.Attributes["keepdims"].Integer != 0))];
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var x = call.Node.Input(0);
        var kept = Reduced(x.Shape, Axes(new OperatorCall(Name, call.Node.Inputs, call.Node.Attributes)), keep: true);
        return [call.For(0, () =>
        {
            var dy = call.Graph.Reshape(call.OutputGradient, kept);
            return call.Graph.Expand(call.Graph.Multiply(dy, Share(x.Shape, kept)), x.Shape);
        })];
    }

    protected abstract IReadOnlyList<long> Axes(OperatorCall call);

    /// <summary>By how much one element moves the result.</summary>
    protected abstract double Share(TensorShape input, TensorShape reduced);

    private static TensorShape Reduced(TensorShape shape, IReadOnlyList<long> axes, bool keep)
    {
        var gone = axes.Select(axis => (int)(axis < 0 ? axis + shape.Rank : axis)).ToHashSet();
        return new TensorShape([.. Enumerable.Range(0, shape.Rank)
            .Where(axis => keep || !gone.Contains(axis))
            .Select(axis => gone.Contains(axis) ? 1 : shape[axis])]);
    }
}

internal sealed class ReduceSumOperator : ReductionOperator
{
    public override string Name => "ReduceSum";

    // Since operator set 13 the axes are an input of ReduceSum; the builder keeps them as a constant that we can read.
    protected override IReadOnlyList<long> Axes(OperatorCall call) => GraphBuilder.ConstantIntegers(call.Input(1));

    protected override double Share(TensorShape input, TensorShape reduced) => 1;
}

internal sealed class ReduceMeanOperator : ReductionOperator
{
    public override string Name => "ReduceMean";

    protected override IReadOnlyList<long> Axes(OperatorCall call) => call.Attributes["axes"].Integers;

    protected override double Share(TensorShape input, TensorShape reduced) => (double)reduced.ElementCount / input.ElementCount;
}
