namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>An operator was given tensors that do not fit; the message names the operator and the shapes.</summary>
public sealed class GraphException : Exception
{
    public GraphException(string operation, string problem, params IEnumerable<Tensor> inputs)
        : base($"{operation}: {problem} (inputs: {string.Join(", ", inputs.Select(input => $"{input.Type}{input.Shape}"))})")
    {
    }
}
