using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>One of the two sides of a training session: its batch buffers, and the binding that reads one state and writes the other.</summary>
internal sealed class StepBuffers : IDisposable
{
    private readonly OrtBinding _binding;
    private readonly Dictionary<string, OrtValue> _batch;
    private readonly OrtValue _loss;

    public StepBuffers(LoadedGraph loaded, TrainingGraph graph, IReadOnlyList<OrtValue> read, IReadOnlyList<OrtValue> written)
    {
        var stateNames = graph.State.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        _batch = loaded.Graph.Inputs.Where(input => !stateNames.Contains(input.Name)).ToDictionary(input => input.Name, loaded.OnHost, StringComparer.Ordinal);
        _loss = loaded.OnHost(loaded.Graph.Outputs.Single(output => output.Name == graph.Loss).Tensor);
        Inputs = new StepInputs(_batch);
        using var turn = loaded.Turn();
        _binding = new OrtBinding(loaded.Api, loaded.Session);
        _binding.Output(graph.Loss, _loss);
        for (var i = 0; i < graph.State.Count; i++)
        {
            _binding.Input(graph.State[i].Name, read[i]);
            _binding.Output(graph.State[i].OutputName, written[i]);
        }
    }

    public StepInputs Inputs { get; }

    public float Loss => _loss.Data<float>()[0];

    public void Run(LoadedGraph loaded)
    {
        using var turn = loaded.Turn();
        foreach (var (name, value) in _batch)
        {
            _binding.Input(name, value);
        }

        loaded.Run(_binding);
        _binding.Synchronise();
    }

    public void Dispose()
    {
        _binding.Dispose();
        _loss.Dispose();
        foreach (var value in _batch.Values)
        {
            value.Dispose();
        }
    }
}
