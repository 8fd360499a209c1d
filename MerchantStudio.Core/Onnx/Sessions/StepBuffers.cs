using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>One of the two sides of a training session: its batch buffers, and the binding that reads one state and writes the other.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "What is owned is closed in one place, in the opposite order of its making.")]
internal sealed class StepBuffers : IDisposable
{
    private readonly Owned _owned = new();
    private readonly OrtBinding _binding;
    private readonly Dictionary<string, OrtValue> _batch;
    private readonly OrtValue _loss;

    public StepBuffers(LoadedGraph loaded, TrainingGraph graph, IReadOnlyList<OrtValue> read, IReadOnlyList<OrtValue> written)
    {
        var stateNames = graph.State.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        using var turn = loaded.Turn();
        try
        {
            _batch = loaded.Graph.Inputs.Where(input => !stateNames.Contains(input.Name))
                .ToDictionary(input => input.Name, input => _owned.Hold(loaded.OnHost(input)), StringComparer.Ordinal);
            _loss = _owned.Hold(loaded.OnHost(loaded.Graph.Outputs.Single(output => output.Name == graph.Loss).Tensor));
            _binding = _owned.Hold(new OrtBinding(loaded.Api, loaded.Session));
            Inputs = new StepInputs(_batch);
            _binding.Output(graph.Loss, _loss);
            for (var i = 0; i < graph.State.Count; i++)
            {
                _binding.Input(graph.State[i].Name, read[i]);
                _binding.Output(graph.State[i].OutputName, written[i]);
            }
        }
        catch
        {
            _owned.Dispose();
            throw;
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

    public void Dispose() => _owned.Dispose();
}
