namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>One operator applied to tensors. An input that an operator may leave out is null.</summary>
/// <param name="Operation">The operator's ONNX name.</param>
internal sealed record Node(
    string Operation, IReadOnlyList<Tensor?> Inputs, IReadOnlyList<Tensor> Outputs, IReadOnlyDictionary<string, NodeAttribute> Attributes)
{
    public Tensor Input(int index) => Inputs[index] ?? throw new InvalidOperationException($"{Operation} was given no input {index}.");

    public Tensor Output => Outputs[0];

    public long Integer(string name) => Attributes[name].Integer;

    public IReadOnlyList<long> Integers(string name) => Attributes[name].Integers;
}

/// <summary>A constant setting of a node: one of the kinds that ONNX knows and that our operators use.</summary>
internal sealed record NodeAttribute
{
    public required AttributeKind Kind { get; init; }

    public long Integer { get; init; }

    public float Real { get; init; }

    public string Text { get; init; } = string.Empty;

    public IReadOnlyList<long> Integers { get; init; } = [];

    public static implicit operator NodeAttribute(long value) => new() { Kind = AttributeKind.Integer, Integer = value };

    public static implicit operator NodeAttribute(float value) => new() { Kind = AttributeKind.Real, Real = value };

    public static implicit operator NodeAttribute(string value) => new() { Kind = AttributeKind.Text, Text = value };

    public static implicit operator NodeAttribute(long[] value) => new() { Kind = AttributeKind.Integers, Integers = value };
}

/// <summary>Kinds of attribute, in the numbering of ONNX.</summary>
internal enum AttributeKind
{
    Real = 1,
    Integer = 2,
    Text = 3,
    Integers = 7,
}
