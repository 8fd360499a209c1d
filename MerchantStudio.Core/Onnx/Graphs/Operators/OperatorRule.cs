namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>
/// All that we know of one ONNX operator, in one place: which inputs it takes, what it returns, and how gradients pass
/// through it. To add an operator: one class of this kind and one line in <see cref="OperatorCatalog"/>.
/// </summary>
internal abstract class OperatorRule
{
    /// <summary>The operator's ONNX name.</summary>
    public abstract string Name { get; }

    /// <summary>Type and shape of each output; throws <see cref="GraphException"/> when the inputs do not fit.</summary>
    public abstract IReadOnlyList<TensorSpec> Infer(OperatorCall call);

    /// <summary>
    /// Gradients of the loss by each input, given those by the outputs. Null for an input that no gradient passes to.
    /// </summary>
    public virtual IReadOnlyList<GradientPart?> Gradients(GradientCall call) =>
        throw new NotSupportedException($"{Name} has no gradient.");
}

/// <summary>Element type and shape of a tensor that is about to be made.</summary>
internal readonly record struct TensorSpec(ElementType Type, TensorShape Shape)
{
    public static TensorSpec Like(Tensor tensor) => new(tensor.Type, tensor.Shape);
}

/// <summary>An operator's inputs and attributes before its outputs exist.</summary>
internal sealed record OperatorCall(string Operation, IReadOnlyList<Tensor?> Inputs, IReadOnlyDictionary<string, NodeAttribute> Attributes)
{
    public Tensor Input(int index) => index < Inputs.Count && Inputs[index] is { } input
        ? input
        : throw Problem($"input {index} is missing");

    public Tensor Real(int index) => Input(index) is { } input && input.Type.IsReal()
        ? input
        : throw Problem($"input {index} must hold real numbers");

    public Tensor Index(int index) => Input(index) is { Type: ElementType.Int32 or ElementType.Int64 } input
        ? input
        : throw Problem($"input {index} must hold whole numbers");

    public void RequireSameType(Tensor left, Tensor right)
    {
        if (left.Type != right.Type)
        {
            throw Problem("the element types differ");
        }
    }

    public GraphException Problem(string problem) => new(Operation, problem, Inputs.OfType<Tensor>());
}

/// <summary>What a gradient rule may use: the node, the gradients by its outputs, and which inputs are wanted.</summary>
internal sealed record GradientCall(GraphBuilder Graph, Node Node, IReadOnlyList<Tensor?> OutputGradients, Func<Tensor, bool> Wants)
{
    /// <summary>Gradient of the loss by the first output.</summary>
    public Tensor OutputGradient => OutputGradients[0] ?? throw new InvalidOperationException($"{Node.Operation} has no gradient by its first output.");

    public bool WantsInput(int index) => index < Node.Inputs.Count && Node.Inputs[index] is { } input && Wants(input);

    /// <summary>The gradient of input <paramref name="index"/> if it is wanted; the rule's nodes are only made then.</summary>
    public GradientPart? For(int index, Func<Tensor> gradient) => WantsInput(index) ? GradientPart.Dense(gradient()) : null;
}

/// <summary>A gradient, or a summand of one: a whole tensor, or rows of one (all other rows are zero).</summary>
/// <param name="Rows">Row numbers (int32, [n]) when only rows are given; a row that occurs twice counts twice.</param>
/// <param name="Values">The tensor, or the rows' values [n, …].</param>
internal sealed record GradientPart(Tensor Values, Tensor? Rows)
{
    public static GradientPart Dense(Tensor values) => new(values, Rows: null);
}
