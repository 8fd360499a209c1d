using System.Security.Cryptography;

namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>A finished graph. Its bytes are a standard ONNX model (operator set 17) that any runtime opens.</summary>
public sealed class OnnxGraph
{
    /// <summary>Operator set that every graph is written for.</summary>
    public const int OperatorSet = 17;

    // Intermediate representation 8 came with operator set 15 and is read by every runtime that knows set 17.
    private const int IntermediateVersion = 8;

    private string? _key;

    internal OnnxGraph(string name, IReadOnlyList<Node> nodes, IReadOnlyList<GraphConstant> constants, IReadOnlyList<Tensor> inputs, IReadOnlyList<GraphOutput> outputs)
    {
        (Name, Nodes, Constants, Inputs, Outputs) = (name, nodes, constants, inputs, outputs);
    }

    public string Name { get; }

    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>Named results, in the order in which they were declared.</summary>
    public IReadOnlyList<GraphOutput> Outputs { get; }

    public int NodeCount => Nodes.Count;

    /// <summary>
    /// Tells graphs apart: the SHA-256 of the graph as it is written, in hexadecimal. Another operator, shape, constant or order of
    /// nodes gives another key, so a checkpoint goes on only in the graph that made it.
    /// </summary>
    public string Key => _key ??= Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    internal IReadOnlyList<Node> Nodes { get; }

    internal IReadOnlyList<GraphConstant> Constants { get; }

    /// <summary>The graph as an ONNX model file.</summary>
    public byte[] ToBytes() => new ProtoWriter()
        .Integer(1, IntermediateVersion)
        .Text(2, "MerchantStudio")
        .Message(7, OnnxSerializer.Graph(this))
        .Message(8, new ProtoWriter().Text(1, string.Empty).Integer(2, OperatorSet))
        .ToArray();
}

/// <param name="Name">Name in the saved graph.</param>
/// <param name="Tensor">The value.</param>
public sealed record GraphOutput(string Name, Tensor Tensor);

/// <summary>A tensor whose elements are part of the graph.</summary>
internal sealed record GraphConstant(Tensor Tensor, byte[] Data);
