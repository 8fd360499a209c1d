using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// Computes a graph's outputs from its inputs. Inputs are filled and outputs read in place, without copies on the processor.
/// Not safe for several threads at once.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "What is owned is closed in one place, in the opposite order of its making.")]
public sealed class InferenceSession : IDisposable
{
    private readonly Owned _owned = new();
    private readonly LoadedGraph _loaded;
    private readonly OrtBinding _binding;
    private readonly Dictionary<string, OrtValue> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrtValue> _outputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    internal InferenceSession(LoadedGraph loaded)
    {
        _loaded = _owned.Hold(loaded);
        using var turn = loaded.Turn();
        try
        {
            foreach (var input in loaded.Graph.Inputs)
            {
                _inputs.Add(input.Name, _owned.Hold(loaded.OnHost(input)));
                _ = _changed.Add(input.Name);
            }

            _binding = Bind();
        }
        catch
        {
            _owned.Dispose();
            throw;
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
        _owned.Dispose();
    }

    private OrtBinding Bind()
    {
        foreach (var output in _loaded.Graph.Outputs)
        {
            _outputs.Add(output.Name, _owned.Hold(_loaded.OnHost(output.Tensor)));
        }

        var binding = _owned.Hold(new OrtBinding(_loaded.Api, _loaded.Session));
        foreach (var (name, value) in _outputs)
        {
            binding.Output(name, value);
        }

        return binding;
    }
}
