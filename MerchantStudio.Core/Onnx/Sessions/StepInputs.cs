using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>The inputs of one step, filled in place. Pinned: the device reads from here.</summary>
public sealed class StepInputs
{
    private readonly IReadOnlyDictionary<string, OrtValue> _values;

    internal StepInputs(IReadOnlyDictionary<string, OrtValue> values) => _values = values;

    /// <summary>The elements of an input; what is not overwritten is left from two steps before.</summary>
    public Span<T> Of<T>(string name)
        where T : unmanaged => _values.TryGetValue(name, out var value)
            ? value.Data<T>()
            : throw new ArgumentException($"'{name}' is not a batch input; there are: {string.Join(", ", _values.Keys)}.", nameof(name));
}

/// <summary>Gives a session its batches, one after the other, in an order that depends on its seed only.</summary>
public interface IBatchSource
{
    /// <summary>Writes the next batch; false when there is none left, and then nothing is written.</summary>
    bool TryFill(StepInputs inputs);
}
