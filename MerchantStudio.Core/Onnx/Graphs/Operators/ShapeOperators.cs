namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>The same elements in another shape; the second input is the shape, a constant.</summary>
internal sealed class ReshapeOperator : OperatorRule
{
    public override string Name => "Reshape";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var x = call.Input(0);
        var shape = new TensorShape([.. GraphBuilder.ConstantIntegers(call.Input(1)).Select(extent => (int)extent)]);
        return shape.ElementCount == x.Shape.ElementCount
            ? [new TensorSpec(x.Type, shape)]
            : throw call.Problem($"{shape} has another number of elements");
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call) =>
        [call.For(0, () => call.Graph.Reshape(call.OutputGradient, call.Node.Input(0).Shape))];
}

/// <summary>Axes in another order: axis i of the result is axis perm[i] of the input.</summary>
internal sealed class TransposeOperator : OperatorRule
{
    public override string Name => "Transpose";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var x = call.Input(0);
        var order = call.Attributes["perm"].Integers;
        return order.Order().SequenceEqual(Enumerable.Range(0, x.Shape.Rank).Select(axis => (long)axis))
            ? [new TensorSpec(x.Type, new TensorShape([.. order.Select(axis => x.Shape[(int)axis])]))]
            : throw call.Problem($"[{string.Join(",", order)}] is not an order of its axes");
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var order = call.Node.Integers("perm");
        var back = new int[order.Count];
        for (var axis = 0; axis < back.Length; axis++)
        {
            back[(int)order[axis]] = axis;
        }

        return [call.For(0, () => call.Graph.Transpose(call.OutputGradient, back))];
    }
}

/// <summary>Tensors one after the other along an axis.</summary>
internal sealed class ConcatOperator : OperatorRule
{
    public override string Name => "Concat";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var (first, axis) = (call.Input(0), (int)call.Attributes["axis"].Integer);
        var length = 0;
        for (var i = 0; i < call.Inputs.Count; i++)
        {
            var part = call.Input(i);
            call.RequireSameType(first, part);
            if (part.Shape.Rank != first.Shape.Rank || !part.Shape.With(axis, 0).Equals(first.Shape.With(axis, 0)))
            {
                throw call.Problem($"the shapes differ in other axes than {axis}");
            }

            length += part.Shape[axis];
        }

        return [new TensorSpec(first.Type, first.Shape.With(axis, length))];
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var axis = (int)call.Node.Integer("axis");
        var result = new GradientPart?[call.Node.Inputs.Count];
        var start = 0;
        for (var i = 0; i < result.Length; i++)
        {
            var (from, length) = (start, call.Node.Input(i).Shape[axis]);
            result[i] = call.For(i, () => call.Graph.Slice(call.OutputGradient, axis, from, length));
            start += length;
        }

        return result;
    }
}

/// <summary>A range along one axis; start, end and axis are constant inputs.</summary>
internal sealed class SliceOperator : OperatorRule
{
    public override string Name => "Slice";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var x = call.Input(0);
        var (axis, start, end) = Range(call.Inputs);
        return start >= 0 && start <= end && end <= x.Shape[axis]
            ? [new TensorSpec(x.Type, x.Shape.With(axis, end - start))]
            : throw call.Problem($"{start}..{end} is not a range of axis {axis}");
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call)
    {
        var x = call.Node.Input(0);
        var (axis, start, end) = Range(call.Node.Inputs);
        return [call.For(0, () => call.Graph.Concat(
            axis, Zeros(call, x.Shape.With(axis, start)), call.OutputGradient, Zeros(call, x.Shape.With(axis, x.Shape[axis] - end))))];
    }

    private static Tensor Zeros(GradientCall call, TensorShape shape) =>
        call.Graph.Expand(call.Graph.Scalar(0, call.OutputGradient.Type), shape);

    private static (int Axis, int Start, int End) Range(IReadOnlyList<Tensor?> inputs) =>
        ((int)GraphBuilder.ConstantIntegers(inputs[3]!)[0], (int)GraphBuilder.ConstantIntegers(inputs[1]!)[0], (int)GraphBuilder.ConstantIntegers(inputs[2]!)[0]);
}

/// <summary>Repeats along axes of extent 1 until the shape is the one given by the second input, a constant.</summary>
internal sealed class ExpandOperator : OperatorRule
{
    public override string Name => "Expand";

    public override IReadOnlyList<TensorSpec> Infer(OperatorCall call)
    {
        var x = call.Input(0);
        var shape = new TensorShape([.. GraphBuilder.ConstantIntegers(call.Input(1)).Select(extent => (int)extent)]);
        return shape.Equals(TensorShape.Broadcast(x.Shape, shape))
            ? [new TensorSpec(x.Type, shape)]
            : throw call.Problem($"it cannot be stretched to {shape}");
    }

    public override IReadOnlyList<GradientPart?> Gradients(GradientCall call) =>
        [call.For(0, () => call.Graph.SumTo(call.OutputGradient, call.Node.Input(0).Shape))];
}
