using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// Scores packed histories by the forward graph, a bounded number at a time. Safe for several threads, which take turns.
/// </summary>
internal sealed class TransformerScorer : IDisposable
{
    private const string LastName = "last";
    private const string ScoresName = "scores";

    private readonly TransformerShape _shape;
    private readonly int _rows;
    private readonly int _histories;
    private readonly InferenceSession _session;
    private readonly Lock _turn = new();

    /// <param name="rows">Rows of places that a run computes.</param>
    /// <param name="histories">Histories that a run scores; each needs a part of one row.</param>
    public TransformerScorer(OnnxEngine engine, ProviderChoice choice, TransformerWeights weights, int rows, int histories)
    {
        (_shape, _rows, _histories) = (weights.Shape, rows, histories);
        _session = engine.Infer(Forward(weights, rows, histories), choice);
    }

    /// <summary>The serving graph: packed rows in, the scores of all items at the last place of each history out.</summary>
    public static OnnxGraph Forward(TransformerWeights weights, int rows, int histories)
    {
        var graph = new GraphBuilder("sequential-transformer");
        var network = new TransformerNetwork(graph, weights.Shape, new TrainedWeights(graph, weights.Values));
        var inputs = PackedInputs.Declare(graph, rows, weights.Shape.Length);
        var hidden = network.Hidden(inputs.Tokens, inputs.Mask, inputs.Present, inputs.Positions);
        var last = graph.Gather(hidden, graph.Input(LastName, ElementType.Int32, histories));
        var items = graph.Slice(network.Items, 0, 1, weights.Shape.Items);
        graph.Output(ScoresName, graph.Product(last, items, transposeRight: true));
        return graph.Build();
    }

    /// <summary>Scores histories, none of them empty or longer than a row, into rows of <paramref name="scores"/>.</summary>
    public void Score(IReadOnlyList<int[]> histories, Span<float> scores)
    {
        lock (_turn)
        {
            for (var done = 0; done < histories.Count;)
            {
                var taken = Pack(histories, done);
                _session.Run();
                _session.Output<float>(ScoresName)[..(taken * _shape.Items)].CopyTo(scores[(done * _shape.Items)..]);
                done += taken;
            }
        }
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Lays out as many histories as fit, in their order; returns how many.</summary>
    private int Pack(IReadOnlyList<int[]> histories, int from)
    {
        var spans = new PackedSpans
        {
            Tokens = _session.Input<int>(PackedInputs.TokensName),
            Mask = _session.Input<float>(PackedInputs.MaskName),
            Present = _session.Input<float>(PackedInputs.PresentName),
            Positions = _session.Input<int>(PackedInputs.PositionsName),
        };
        var last = _session.Input<int>(LastName);
        PackedInputs.Clear(spans);
        var (at, taken) = (0, 0);
        for (; taken < _histories && from + taken < histories.Count; taken++)
        {
            var items = histories[from + taken];
            if ((at % _shape.Length) + items.Length > _shape.Length)
            {
                at += _shape.Length - (at % _shape.Length);
            }

            if (at + items.Length > _rows * _shape.Length)
            {
                break;
            }

            PackedInputs.Write(spans, _shape.Length, at, items);
            at += items.Length;
            last[taken] = at - 1;
        }

        return taken;
    }
}
