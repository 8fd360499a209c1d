using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// Computes a graph's outputs from its inputs. Inputs are filled and outputs read in place, without copies on the processor.
/// Not safe for several threads at once.
/// </summary>
public sealed class InferenceSession : IDisposable
{
    private readonly LoadedGraph _loaded;
    private readonly OrtBinding _binding;
    private readonly Dictionary<string, OrtValue> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrtValue> _outputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    internal InferenceSession(LoadedGraph loaded)
    {
        _loaded = loaded;
        _binding = new OrtBinding(loaded.Api, loaded.Session);
        foreach (var input in loaded.Graph.Inputs)
        {
            _inputs.Add(input.Name, loaded.OnHost(input));
            _ = _changed.Add(input.Name);
        }

        foreach (var output in loaded.Graph.Outputs)
        {
            var value = loaded.OnHost(output.Tensor);
            _outputs.Add(output.Name, value);
            _binding.Output(output.Name, value);
        }
    }

    /// <summary>What the provider lacks and the processor does instead.</summary>
    public PlacementReport Placement => _loaded.Placement;

    /// <summary>The elements of an input, to be filled before <see cref="Run"/>; they keep their values from run to run.</summary>
    public Span<T> Input<T>(string name)
        where T : unmanaged
    {
        _ = _changed.Add(name);
        return _inputs[name].Data<T>();
    }

    public void Run()
    {
        using var turn = _loaded.Turn();

        // Binding copies to the device, so only what may have changed is bound again.
        foreach (var name in _changed)
        {
            _binding.Input(name, _inputs[name]);
        }

        _changed.Clear();
        _loaded.Run(_binding);
        _binding.Synchronise();
    }

    /// <summary>The elements of an output; valid until the next <see cref="Run"/>.</summary>
    public ReadOnlySpan<T> Output<T>(string name)
        where T : unmanaged => _outputs[name].Data<T>();

    public void Dispose()
    {
        using var turn = _loaded.Turn();
        _binding.Dispose();
        foreach (var value in _inputs.Values.Concat(_outputs.Values))
        {
            value.Dispose();
        }

        _loaded.Dispose();
    }
}
