namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>Writes a graph as the protocol-buffers message <c>GraphProto</c>; the numbers are ONNX's field numbers.</summary>
internal static class OnnxSerializer
{
    public static ProtoWriter Graph(OnnxGraph graph) => new ProtoWriter()
        .Messages(1, graph.Nodes.Select((node, index) => (node, index)), pair => Node(pair.node, pair.index))
        .Text(2, graph.Name)
        .Messages(5, graph.Constants, Constant)
        .Messages(11, graph.Inputs, input => Declaration(input.Name, input))
        .Messages(12, graph.Outputs, output => Declaration(output.Tensor.Name, output.Tensor));

    private static ProtoWriter Node(Node node, int index)
    {
        var message = new ProtoWriter();
        foreach (var input in node.Inputs)
        {
            _ = message.Text(1, input?.Name ?? string.Empty);
        }

        foreach (var output in node.Outputs)
        {
            _ = message.Text(2, output.Name);
        }

        return message
            .Text(3, $"{node.Operation}_{index}")
            .Text(4, node.Operation)
            .Messages(5, node.Attributes, pair => Attribute(pair.Key, pair.Value));
    }

    private static ProtoWriter Attribute(string name, NodeAttribute attribute)
    {
        var message = new ProtoWriter().Text(1, name);
        message = attribute.Kind switch
        {
            AttributeKind.Real => message.Real(2, attribute.Real),
            AttributeKind.Integer => message.Integer(3, attribute.Integer),
            AttributeKind.Text => message.Text(4, attribute.Text),
            _ => attribute.Integers.Aggregate(message, (writer, value) => writer.Integer(8, value)),
        };
        return message.Integer(20, (long)attribute.Kind);
    }

    private static ProtoWriter Constant(GraphConstant constant) =>
        constant.Tensor.Shape.Dimensions.Aggregate(new ProtoWriter(), (writer, dimension) => writer.Integer(1, dimension))
            .Integer(2, (long)constant.Tensor.Type)
            .Text(8, constant.Tensor.Name)
            .Bytes(9, constant.Data);

    private static ProtoWriter Declaration(string name, Tensor tensor)
    {
        var shape = new ProtoWriter().Messages(1, tensor.Shape.Dimensions, dimension => new ProtoWriter().Integer(1, dimension));
        var type = new ProtoWriter().Message(1, new ProtoWriter().Integer(1, (long)tensor.Type).Message(2, shape));
        return new ProtoWriter().Text(1, name).Message(2, type);
    }
}
