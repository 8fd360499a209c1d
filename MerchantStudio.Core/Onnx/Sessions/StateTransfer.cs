using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Onnx.Providers;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// Moves state between the device and the processor. The C API version that we ask for copies nothing between devices by
/// itself, but a graph of identities, bound to tensors on either side, does.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "What is owned is closed in one place, in the opposite order of its making.")]
internal sealed class StateTransfer : IDisposable
{
    private readonly Owned _owned = new();
    private readonly LoadedGraph _copy;
    private readonly OrtBinding _binding;
    private readonly TrainingGraph _graph;
    private readonly OrtValue[] _host;

    public StateTransfer(OnnxEngine engine, TrainingGraph graph, ExecutionProvider provider)
    {
        _graph = graph;
        var builder = new GraphBuilder("transfer");
        foreach (var variable in graph.State)
        {
            builder.Output($"{variable.Name}.copy", builder.Input(variable.Name, variable.Input.Type, variable.Input.Shape.Dimensions.AsSpan()));
        }

        try
        {
            _copy = _owned.Hold(new LoadedGraph(engine, builder.Build(), provider, new SessionSettings()));
            _host = [.. graph.State.Select(variable => _owned.Hold(_copy.OnHost(variable.Input)))];
            _binding = _owned.Hold(new OrtBinding(_copy.Api, _copy.Session));
        }
        catch
        {
            _owned.Dispose();
            throw;
        }
    }

    public void Upload(TrainingState state, IReadOnlyList<OrtValue> device)
    {
        for (var i = 0; i < _host.Length; i++)
        {
            state.Of(_graph.State[i]).CopyTo(_host[i].Data<float>());
        }

        Copy(_host, device);
    }

    public TrainingState Download(long step, IReadOnlyList<OrtValue> device)
    {
        Copy(device, _host);
        return new TrainingState(step, _graph.State.Zip(_host).ToDictionary(pair => pair.First.Name, pair => pair.Second.Data<float>().ToArray()));
    }

    public void Dispose()
    {
        using var turn = _copy.Turn();
        _owned.Dispose();
    }

    private void Copy(IReadOnlyList<OrtValue> from, IReadOnlyList<OrtValue> to)
    {
        using var turn = _copy.Turn();
        for (var i = 0; i < _host.Length; i++)
        {
            _binding.Input(_graph.State[i].Name, from[i]);
            _binding.Output($"{_graph.State[i].Name}.copy", to[i]);
        }

        _copy.Run(_binding);
        _binding.Synchronise();
        _binding.Clear();
    }
}
