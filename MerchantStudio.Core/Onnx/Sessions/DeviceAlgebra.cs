using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Onnx.Providers;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// Dense products where a run computes: through the engine on a GPU, through the managed kernels on the processor, which are the
/// faster ones there. Nothing is loaded before the first product.
/// </summary>
/// <param name="device">What the run asks for: <c>auto</c>, or a provider by name.</param>
/// <param name="engine">Makes the sessions.</param>
public sealed class DeviceAlgebra(string device, OnnxEngine engine) : IDenseAlgebra, IDisposable
{
    private readonly Lazy<IDenseAlgebra> _chosen = new(() => Choose(device, engine));

    /// <summary>What multiplies, once something has been multiplied; null where the managed kernels do.</summary>
    public OnnxDenseAlgebra? OnDevice => _chosen is { IsValueCreated: true, Value: OnnxDenseAlgebra algebra } ? algebra : null;

    public string Name => _chosen.Value.Name;

    public void MultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha, int threads) =>
        _chosen.Value.MultiplyTransposedAdd(a, b, c, alpha, threads);

    public void Dispose()
    {
        if (_chosen is { IsValueCreated: true, Value: IDisposable algebra })
        {
            algebra.Dispose();
        }
    }

    private static IDenseAlgebra Choose(string device, OnnxEngine engine)
    {
        try
        {
            var choice = engine.Choose(device);
            return choice.Provider is CpuProvider ? ManagedDenseAlgebra.Instance : new OnnxDenseAlgebra(engine, choice);
        }
        catch (OnnxRuntimeUnavailableException) when (device is ExecutionProviderCatalog.Auto or "cpu")
        {
            // Without the native library the processor still multiplies.
            return ManagedDenseAlgebra.Instance;
        }
    }
}
