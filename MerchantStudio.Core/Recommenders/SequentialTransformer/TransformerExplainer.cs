using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// Splits a score over the customer's purchases by integrated gradients (Sundararajan, Taly and Yan, 2017): the item vectors
/// are faded in from nothing, and each purchase gets the gradient by its vector, averaged along the way, times the vector. The
/// parts add up to the score less what the model gives a customer of whom nothing is known but how much they bought.
/// </summary>
internal sealed class TransformerExplainer : IDisposable
{
    private const int Steps = 24;
    private const string TargetName = "target";
    private const string FadeName = "fade";
    private const string PartsName = "parts";
    private const string LastName = "last";

    private readonly TransformerShape _shape;
    private readonly InferenceSession _session;
    private readonly Lock _turn = new();

    public TransformerExplainer(OnnxEngine engine, ProviderChoice choice, TransformerWeights weights)
    {
        _shape = weights.Shape;
        _session = engine.Infer(Graph(weights), choice);
        FillConstantInputs();
    }

    /// <summary>The part of each place of the history in the score of an item.</summary>
    public float[] Parts(ReadOnlySpan<int> history, int item)
    {
        lock (_turn)
        {
            var spans = new PackedSpans
            {
                Tokens = _session.Input<int>(PackedInputs.TokensName),
                Mask = _session.Input<float>(PackedInputs.MaskName),
                Present = _session.Input<float>(PackedInputs.PresentName),
                Positions = _session.Input<int>(PackedInputs.PositionsName),
            };
            PackedInputs.Clear(spans);
            var last = _session.Input<int>(LastName);
            for (var step = 0; step < Steps; step++)
            {
                PackedInputs.Write(spans, _shape.Length, step * _shape.Length, history);
                last[step] = (step * _shape.Length) + history.Length - 1;
            }

            _session.Input<int>(TargetName)[0] = item + 1;
            _session.Run();
            return _session.Output<float>(PartsName)[..history.Length].ToArray();
        }
    }

    public void Dispose() => _session.Dispose();

    /// <summary>One row for each step of the fading; the mean over the rows is the integral.</summary>
    private static OnnxGraph Graph(TransformerWeights weights)
    {
        var (length, width) = (weights.Shape.Length, weights.Shape.Width);
        var graph = new GraphBuilder("explanation");
        var fade = graph.Input(FadeName, ElementType.Float32, Steps * length, 1);
        Tensor? vectors = null;
        Tensor? faded = null;
        var network = new TransformerNetwork(graph, weights.Shape, new TrainedWeights(graph, weights.Values))
        {
            OnVectors = x =>
            {
                vectors = x;
                return faded = graph.Multiply(x, fade);
            },
        };
        var inputs = PackedInputs.Declare(graph, Steps, length);
        var hidden = network.Hidden(inputs.Tokens, inputs.Mask, inputs.Present, inputs.Positions);
        var last = graph.Gather(hidden, graph.Input(LastName, ElementType.Int32, Steps));
        var score = graph.Sum(graph.Multiply(last, graph.Gather(network.Items, graph.Input(TargetName, ElementType.Int32, 1))));
        var gradient = graph.Gradients(score, [faded!])[0];
        var parts = graph.ReduceSum(graph.Multiply(gradient, vectors!), [1]);
        graph.Output(PartsName, graph.ReduceMean(graph.Reshape(parts, Steps, length), [0]));
        return graph.Build();
    }

    private void FillConstantInputs()
    {
        var fade = _session.Input<float>(FadeName);
        for (var place = 0; place < fade.Length; place++)
        {
            // The middle of each step: exact for straight and for bent lines.
            fade[place] = ((place / _shape.Length) + 0.5f) / Steps;
        }
    }
}
