using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Onnx.Graphs.Optimisers;

/// <summary>
/// Adds Adam's update to a graph. Small parameters are laid end to end and updated as one vector: a dozen operators in all
/// instead of a dozen for each of them, which is what most of a small model's step would otherwise be spent on.
/// </summary>
internal sealed class Adam(GraphBuilder graph, AdamSettings settings)
{
    /// <summary>Parameters with more elements are updated by themselves: laying them end to end would cost more than it saves.</summary>
    private const int SmallElements = 1 << 16;

    private const string RateName = "adam.rate";
    private const string SecondCorrectionName = "adam.correction2";
    private const string DecayName = "adam.decay";

    private readonly Tensor _rate = graph.Input(RateName, ElementType.Float32);
    private readonly Tensor _secondCorrection = graph.Input(SecondCorrectionName, ElementType.Float32);
    private readonly Tensor _decay = graph.Input(DecayName, ElementType.Float32);

    /// <summary>The step's numbers: with m and v the running means, w -= rate/(1-β1ᵗ) · m / (√v/√(1-β2ᵗ) + ε).</summary>
    public void FillStep(long step, StepInputs inputs)
    {
        var rate = settings.LearningRate.At(step);
        inputs.Of<float>(RateName)[0] = (float)(rate / (1 - Math.Pow(settings.Beta1, step)));
        inputs.Of<float>(SecondCorrectionName)[0] = (float)(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, step)));
        inputs.Of<float>(DecayName)[0] = (float)(1 - (rate * settings.WeightDecay));
    }

    public IReadOnlyList<StateVariable> Update(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients)
    {
        var pairs = parameters.Zip(gradients, (parameter, gradient) => new Pair(parameter, gradient)).ToArray();
        var groups = pairs.Where(IsSmall).GroupBy(pair => pair.Parameter.Decays).Select(group => group.ToArray())
            .Concat(pairs.Where(pair => !IsSmall(pair)).Select(pair => new[] { pair }))
            .Select(group => new Group(group, Flat(group.Select(pair => pair.Gradient))))
            .ToArray();
        var scale = settings.ClipNorm is { } limit ? ClipScale(groups, limit) : null;
        return [.. groups.SelectMany((group, index) => UpdateGroup(group, index, scale))];
    }

    private IEnumerable<StateVariable> UpdateGroup(Group group, int index, Tensor? scale)
    {
        var gradient = scale is null ? group.Gradient : graph.Multiply(group.Gradient, scale);
        var shape = gradient.Shape;
        var first = Memory($"adam.m{index}", shape, out var firstName);
        var second = Memory($"adam.v{index}", shape, out var secondName);
        var nextFirst = graph.Add(graph.Multiply(first, settings.Beta1), graph.Multiply(gradient, 1 - settings.Beta1));
        var nextSecond = graph.Add(graph.Multiply(second, settings.Beta2), graph.Multiply(graph.Multiply(gradient, gradient), 1 - settings.Beta2));
        var denominator = graph.Add(graph.Multiply(graph.Sqrt(nextSecond), _secondCorrection), settings.Epsilon);
        var weights = Flat(group.Pairs.Select(pair => pair.Parameter.Tensor));
        var kept = group.Pairs[0].Parameter.Decays && settings.WeightDecay > 0 ? graph.Multiply(weights, _decay) : weights;
        var next = graph.Subtract(kept, graph.Divide(graph.Multiply(nextFirst, _rate), denominator));
        graph.Output(firstName, nextFirst);
        graph.Output(secondName, nextSecond);
        var zeros = new float[shape.ElementCount];
        return [new StateVariable(first, firstName, zeros, IsParameter: false), new StateVariable(second, secondName, zeros, IsParameter: false), .. Split(group, next)];
    }

    private IEnumerable<StateVariable> Split(Group group, Tensor next)
    {
        var start = 0;
        foreach (var (parameter, _) in group.Pairs)
        {
            var tensor = parameter.Tensor;
            var outputName = $"{tensor.Name}.next";
            var length = (int)tensor.Shape.ElementCount;
            var part = group.Pairs.Length == 1 ? next : graph.Reshape(graph.Slice(next, 0, start, length), tensor.Shape);
            graph.Output(outputName, part);
            start += length;
            yield return new StateVariable(tensor, outputName, parameter.Initial, IsParameter: true);
        }
    }

    private Tensor Memory(string memoryName, TensorShape shape, out string nextName)
    {
        nextName = $"{memoryName}.next";
        return graph.Input(memoryName, ElementType.Float32, shape.Dimensions.AsSpan());
    }

    /// <summary>limit / max(norm, limit), where the norm is that of all gradients together.</summary>
    private Tensor ClipScale(IEnumerable<Group> groups, double limit)
    {
        var squares = groups.Select(group => graph.Sum(graph.Multiply(group.Gradient, group.Gradient))).Aggregate(graph.Add);
        return graph.Divide(graph.Scalar(limit, ElementType.Float32), graph.Clip(graph.Sqrt(squares), limit, float.MaxValue));
    }

    /// <summary>One tensor as it is; several as one vector.</summary>
    private Tensor Flat(IEnumerable<Tensor> tensors) => tensors.ToArray() is [var single]
        ? single
        : graph.Concat(0, tensors.Select(tensor => graph.Reshape(tensor, (int)tensor.Shape.ElementCount)));

    private static bool IsSmall(Pair pair) => pair.Gradient.Shape.ElementCount <= SmallElements;

    private sealed record Pair(Parameter Parameter, Tensor Gradient);

    private sealed record Group(Pair[] Pairs, Tensor Gradient);
}
