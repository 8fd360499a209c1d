using System.Runtime.InteropServices;
using MerchantStudio.Core.Onnx.Graphs.Operators;

namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>
/// Builds a graph node by node. Element types and shapes are checked as each operator is added, so a graph that was built
/// also loads. Every node is remembered, which is what <see cref="Differentiation"/> walks backwards.
/// </summary>
public sealed partial class GraphBuilder(string name)
{
    private readonly List<Tensor> _inputs = [];
    private readonly List<GraphOutput> _outputs = [];
    private readonly List<GraphConstant> _constants = [];
    private readonly Dictionary<string, Tensor> _constantByContent = new(StringComparer.Ordinal);
    private readonly List<TapeEntry> _tape = [];
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Tensor, long[]> s_integers = [];
    private int _counter;

    /// <summary>All that was applied so far, in order.</summary>
    internal IReadOnlyList<TapeEntry> Tape => _tape;

    /// <summary>Declares a tensor that is given to every run.</summary>
    public Tensor Input(string inputName, ElementType type, params ReadOnlySpan<int> shape)
    {
        var input = new Tensor(inputName, type, new TensorShape(shape));
        _inputs.Add(input);
        return input;
    }

    /// <summary>Names a tensor as a result of the graph.</summary>
    public void Output(string outputName, Tensor tensor)
    {
        // An input, a constant or a tensor that is a result already keeps its name; a copy of it is returned.
        var fresh = _tape.Exists(entry => entry.Node is { } node && node.Outputs.Contains(tensor)) && !_outputs.Exists(output => output.Tensor == tensor);
        var result = fresh ? tensor : Apply("Identity", [tensor]);
        result.Name = outputName;
        _outputs.Add(new GraphOutput(outputName, result));
    }

    /// <summary>A tensor whose elements are written into the graph.</summary>
    public Tensor Constant<T>(ReadOnlySpan<T> data, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var constant = new Tensor($"c{_constants.Count}", ElementTypes.Of<T>(), new TensorShape(shape));
        if (constant.Shape.ElementCount != data.Length)
        {
            throw new GraphException("Constant", $"{data.Length} elements were given for {constant.Shape}");
        }

        _constants.Add(new GraphConstant(constant, MemoryMarshal.AsBytes(data).ToArray()));
        return constant;
    }

    /// <summary>A single number of the given real type; the same number is written once.</summary>
    public Tensor Scalar(double value, ElementType type) => Filled(value, type);

    /// <summary>A tensor that holds one number everywhere; written once for each number and shape.</summary>
    public Tensor Filled(double value, ElementType type, params ReadOnlySpan<int> shape)
    {
        var extents = shape.ToArray();
        var count = (int)new TensorShape(extents).ElementCount;
        return Shared($"{type}:{value:R}:{string.Join("x", extents)}", () => type switch
        {
            ElementType.Float32 => Constant<float>(Enumerable.Repeat((float)value, count).ToArray(), extents),
            ElementType.Float64 => Constant<double>(Enumerable.Repeat(value, count).ToArray(), extents),
            _ => throw new GraphException("Filled", $"{type} is not a real type"),
        });
    }

    /// <summary>The graph, without the nodes that no result needs.</summary>
    public OnnxGraph Build()
    {
        if (_outputs.Count == 0)
        {
            throw new GraphException("Build", $"graph {name} has no outputs");
        }

        var needed = _outputs.Select(output => output.Tensor).ToHashSet();
        var kept = new Stack<Node>();
        foreach (var node in _tape.Select(entry => entry.Node).OfType<Node>().Reverse().Where(node => node.Outputs.Any(needed.Contains)))
        {
            kept.Push(node);
            needed.UnionWith(node.Inputs.OfType<Tensor>());
        }

        return new OnnxGraph(name, [.. kept], [.. _constants.Where(constant => needed.Contains(constant.Tensor))], [.. _inputs], [.. _outputs]);
    }

    /// <summary>
    /// Gives <paramref name="output"/> a gradient of its own, instead of the one that follows from how it was computed: for
    /// functions whose gradient is simpler, or more exact, than that of their parts.
    /// </summary>
    /// <param name="gradient">From the gradient by the output to those by each of <paramref name="inputs"/>; null where none passes.</param>
    internal void OverrideGradient(Tensor output, IReadOnlyList<Tensor> inputs, Func<Tensor, IReadOnlyList<GradientPart?>> gradient) =>
        _tape.Add(new TapeEntry(inputs, [output], Node: null, call => gradient(call.Single())));

    internal Tensor Apply(string operation, IReadOnlyList<Tensor?> inputs, params ReadOnlySpan<(string Name, NodeAttribute Value)> attributes) =>
        ApplyAll(operation, inputs, attributes)[0];

    internal IReadOnlyList<Tensor> ApplyAll(string operation, IReadOnlyList<Tensor?> inputs, params ReadOnlySpan<(string Name, NodeAttribute Value)> attributes)
    {
        var settings = new Dictionary<string, NodeAttribute>(StringComparer.Ordinal);
        foreach (var (attribute, value) in attributes)
        {
            settings.Add(attribute, value);
        }

        var rule = OperatorCatalog.Find(operation);
        var outputs = rule.Infer(new OperatorCall(operation, inputs, settings)).Select(spec => new Tensor($"t{_counter++}", spec.Type, spec.Shape)).ToArray();
        var node = new Node(operation, inputs, outputs, settings);
        _tape.Add(new TapeEntry([.. inputs.OfType<Tensor>()], outputs, node, Gradient: null));
        return outputs;
    }

    /// <summary>Whole numbers as an input that must be known when the graph is built, such as axes and shapes.</summary>
    internal Tensor Integers(params ReadOnlySpan<long> values)
    {
        var copy = values.ToArray();
        var constant = Shared($"i64:{string.Join(",", copy)}", () => Constant<long>(copy, copy.Length));
        s_integers.AddOrUpdate(constant, copy);
        return constant;
    }

    internal static IReadOnlyList<long> ConstantIntegers(Tensor tensor) => s_integers.TryGetValue(tensor, out var values)
        ? values
        : throw new GraphException("ConstantIntegers", "the input must be a constant", tensor);

    private Tensor Shared(string content, Func<Tensor> make)
    {
        if (!_constantByContent.TryGetValue(content, out var constant))
        {
            constant = make();
            _constantByContent.Add(content, constant);
        }

        return constant;
    }
}

/// <summary>A step of the computation that gradients pass: a node, or a stretch of nodes with a gradient of its own.</summary>
internal sealed record TapeEntry(
    IReadOnlyList<Tensor> Inputs, IReadOnlyList<Tensor> Outputs, Node? Node, Func<IReadOnlyList<Tensor>, IReadOnlyList<GradientPart?>>? Gradient);
