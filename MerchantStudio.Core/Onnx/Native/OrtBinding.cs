namespace MerchantStudio.Core.Onnx.Native;

/// <summary>Which tensors a session reads and writes. Keeps a reference of its own to each bound tensor; must be closed before its session.</summary>
internal sealed unsafe class OrtBinding : OrtHandle
{
    public OrtBinding(OrtApi api, OrtSession session)
        : base(api, releaseSlot: 135) =>
        Made(api.CreateIoBinding(session.Pointer, out handle));

    /// <summary>Binds, and copies to the session's device where the tensor lies elsewhere: bind again after each change.</summary>
    public void Input(string name, OrtValue value)
    {
        using var text = new NativeText(name);
        Api.BindInput(Pointer, text.Pointer, value.Pointer).ThrowIfFailed();
    }

    public void Output(string name, OrtValue value)
    {
        using var text = new NativeText(name);
        Api.BindOutput(Pointer, text.Pointer, value.Pointer).ThrowIfFailed();
    }

    public void Output(string name, OrtMemoryInfo memory)
    {
        using var text = new NativeText(name);
        Api.BindOutputToDevice(Pointer, text.Pointer, memory.Pointer).ThrowIfFailed();
    }

    /// <summary>The results of the last run, in the order in which they were bound; the caller owns them.</summary>
    public OrtValue[] TakeOutputs()
    {
        var allocator = OrtDefaultAllocator.Of(Api);
        Api.GetBoundOutputValues(Pointer, allocator, out var values, out var count).ThrowIfFailed();
        var result = new OrtValue[count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = OrtValue.Own(Api, values[i]);
        }

        if (count > 0)
        {
            Api.AllocatorFree(allocator, (nint)values).ThrowIfFailed();
        }

        return result;
    }

    public void Clear()
    {
        Api.ClearBoundInputs(Pointer);
        Api.ClearBoundOutputs(Pointer);
    }

    /// <summary>Waits until what the last run wrote is there.</summary>
    public void Synchronise() => Api.SynchronizeBoundOutputs(Pointer).ThrowIfFailed();
}
