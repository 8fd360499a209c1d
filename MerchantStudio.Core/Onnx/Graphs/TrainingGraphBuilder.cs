using MerchantStudio.Core.Onnx.Graphs.Optimisers;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>
/// Makes a training graph: declare parameters, compute a loss from them with <see cref="Graph"/>, then
/// <see cref="Minimise"/> it, which adds the gradients and the optimiser's update.
/// </summary>
public sealed class TrainingGraphBuilder(string name)
{
    private readonly List<Parameter> _parameters = [];

    public GraphBuilder Graph { get; } = new(name);

    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Declares a weight of the model.</summary>
    /// <param name="initial">Its elements before the first step.</param>
    /// <param name="decays">Whether weight decay applies; commonly not to biases and scales.</param>
    public Tensor Parameter(string parameterName, float[] initial, bool decays, params ReadOnlySpan<int> shape)
    {
        var tensor = Graph.Input(parameterName, ElementType.Float32, shape);
        if (tensor.Shape.ElementCount != initial.Length)
        {
            throw new GraphException("Parameter", $"{initial.Length} elements were given for {parameterName}", tensor);
        }

        _parameters.Add(new Parameter(tensor, initial, decays));
        return tensor;
    }

    /// <summary>Adds gradients and update; the graph is complete with that.</summary>
    /// <param name="loss">A scalar.</param>
    public TrainingGraph Minimise(Tensor loss, AdamSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        const string LossName = "loss";
        var gradients = Graph.Gradients(loss, [.. _parameters.Select(parameter => parameter.Tensor)]);
        var optimiser = new Adam(Graph, settings);
        var state = optimiser.Update(_parameters, gradients);
        Graph.Output(LossName, loss);
        return new TrainingGraph { Graph = Graph.Build(), Loss = LossName, State = state, FillStep = optimiser.FillStep };
    }
}

/// <summary>A weight of a model.</summary>
/// <param name="Tensor">The graph's input that holds it.</param>
/// <param name="Initial">Its elements before the first step.</param>
/// <param name="Decays">Whether weight decay applies.</param>
public sealed record Parameter(Tensor Tensor, float[] Initial, bool Decays);
