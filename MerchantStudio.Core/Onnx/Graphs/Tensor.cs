namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>A value in a graph: its name, element type and shape, and the node that makes it. Made by a <see cref="GraphBuilder"/> only.</summary>
public sealed class Tensor
{
    internal Tensor(string name, ElementType type, TensorShape shape)
    {
        Name = name;
        Type = type;
        Shape = shape;
    }

    public string Name { get; internal set; }

    public ElementType Type { get; }

    public TensorShape Shape { get; }

    public override string ToString() => $"{Name} {Type}{Shape}";
}
