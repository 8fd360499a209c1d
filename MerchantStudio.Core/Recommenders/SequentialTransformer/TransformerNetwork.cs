using MerchantStudio.Core.Onnx.Graphs;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// The forward pass of SASRec (Kang and McAuley, 2018): item and position vectors, blocks of causal self-attention and a
/// point-wise network, each with layer normalisation and a shortcut, and a last normalisation. The item table serves as
/// output layer too.
/// </summary>
internal sealed class TransformerNetwork
{
    public const string ItemTable = "item";
    public const string PositionTable = "position";
    private const float Epsilon = 1e-8f;

    private readonly GraphBuilder _graph;
    private readonly TransformerShape _shape;
    private readonly IWeights _weights;
    private readonly Func<Tensor, Tensor> _dropout;

    /// <param name="dropout">Applied to the vectors that enter the first block, and to what each part of a block adds.</param>
    public TransformerNetwork(GraphBuilder graph, TransformerShape shape, IWeights weights, Func<Tensor, Tensor>? dropout = null)
    {
        (_graph, _shape, _weights, _dropout) = (graph, shape, weights, dropout ?? (x => x));
        Items = weights.Matrix(ItemTable, shape.TableRows, shape.Width);
    }

    /// <summary>The item table, [items + 1, width]; row 0 stands for "nothing".</summary>
    public Tensor Items { get; }

    /// <summary>Comes between the item vectors and the network; for those who look at how the vectors matter.</summary>
    public Func<Tensor, Tensor> OnVectors { get; init; } = x => x;

    /// <summary>What the network has made of each purchase and those before it.</summary>
    /// <param name="tokens">Item rows, [rows, length]; 0 where there is nothing.</param>
    /// <param name="mask">Added to the attention scores: 0 where a place may look, far below 0 elsewhere; [length, length] or [rows, 1, length, length].</param>
    /// <param name="present">1 where there is a purchase, else 0; [rows·length, 1].</param>
    /// <param name="positions">Rows of the position table, [rows·length]; null: every row of tokens uses the table as it is.</param>
    /// <returns>[rows·length, width]</returns>
    public Tensor Hidden(Tensor tokens, Tensor mask, Tensor present, Tensor? positions)
    {
        var places = (int)tokens.Shape.ElementCount;
        var vectors = _graph.Multiply(_graph.Gather(Items, _graph.Reshape(tokens, places)), Math.Sqrt(_shape.Width));
        var x = _graph.Multiply(_dropout(AddPositions(OnVectors(vectors), tokens, positions)), present);
        for (var block = 0; block < _shape.Blocks; block++)
        {
            x = _graph.Multiply(Block($"block{block}", x, mask, tokens.Shape[0]), present);
        }

        return Normalise("last", x);
    }

    private Tensor AddPositions(Tensor vectors, Tensor tokens, Tensor? positions)
    {
        var table = _weights.Matrix(PositionTable, _shape.Length, _shape.Width);
        if (positions is not null)
        {
            return _graph.Add(vectors, _graph.Gather(table, positions));
        }

        var perRow = _graph.Reshape(vectors, tokens.Shape[0], tokens.Shape[1], _shape.Width);
        return _graph.Reshape(_graph.Add(perRow, table), vectors.Shape);
    }

    private Tensor Block(string name, Tensor x, Tensor mask, int rows)
    {
        var query = Normalise($"{name}.norm1", x);
        var attended = _graph.Add(query, _dropout(Attention($"{name}.attention", query, x, mask, rows)));
        var y = Normalise($"{name}.norm2", attended);
        var inner = _dropout(_graph.Relu(Linear($"{name}.feed1", y)));
        return _graph.Add(y, _dropout(Linear($"{name}.feed2", inner)));
    }

    private Tensor Attention(string name, Tensor query, Tensor x, Tensor mask, int rows)
    {
        var q = Heads(Linear($"{name}.query", query), rows);
        var k = Heads(Linear($"{name}.key", x), rows);
        var v = Heads(Linear($"{name}.value", x), rows);
        var scores = _graph.Multiply(_graph.Product(q, k, transposeRight: true), 1 / Math.Sqrt(_shape.HeadWidth));
        var shares = _graph.Softmax(_graph.Add(scores, _shape.Heads == 1 && mask.Shape.Rank == 4 ? _graph.Reshape(mask, scores.Shape) : mask));
        return Linear($"{name}.output", Together(_graph.MatMul(shares, v), x.Shape));
    }

    /// <summary>[rows·length, width] → [rows, heads, length, width/heads]; without the second axis where there is one head.</summary>
    private Tensor Heads(Tensor x, int rows)
    {
        var length = x.Shape[0] / rows;
        return _shape.Heads == 1
            ? _graph.Reshape(x, rows, length, _shape.Width)
            : _graph.Transpose(_graph.Reshape(x, rows, length, _shape.Heads, _shape.HeadWidth), 0, 2, 1, 3);
    }

    private Tensor Together(Tensor x, TensorShape shape) =>
        _graph.Reshape(_shape.Heads == 1 ? x : _graph.Transpose(x, 0, 2, 1, 3), shape);

    private Tensor Linear(string name, Tensor x) => _graph.Linear(
        x, _weights.Matrix($"{name}.weight", _shape.Width, _shape.Width), _weights.Vector($"{name}.bias", _shape.Width, 0));

    private Tensor Normalise(string name, Tensor x) => _graph.LayerNormalization(
        x, _weights.Vector($"{name}.scale", _shape.Width, 1), _weights.Vector($"{name}.shift", _shape.Width, 0), Epsilon);
}
