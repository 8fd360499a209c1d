namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// A turn on a device whose driver serves one caller at a time: sessions of the WebGPU provider share one device context, and
/// two that use it at once bring the process down. Costs nothing where the provider has no gate.
/// </summary>
internal readonly ref struct DeviceTurn
{
    private readonly Lock? _gate;

    public DeviceTurn(Lock? gate)
    {
        _gate = gate;
        _gate?.Enter();
    }

    public void Dispose() => _gate?.Exit();
}
