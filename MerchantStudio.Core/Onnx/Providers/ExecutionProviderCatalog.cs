namespace MerchantStudio.Core.Onnx.Providers;

/// <summary>The providers in the order in which <c>auto</c> tries them; the processor comes last.</summary>
public static class ExecutionProviderCatalog
{
    /// <summary>The choice that means: the first of the catalogue that works.</summary>
    public const string Auto = "auto";

    public static IReadOnlyList<ExecutionProvider> All { get; } = [new CudaProvider(), new WebGpuProvider(), new CpuProvider()];

    /// <exception cref="ArgumentException">There is no such provider.</exception>
    public static ExecutionProvider Find(string name) =>
        All.FirstOrDefault(provider => provider.Name == name)
        ?? throw new ArgumentException($"'{name}' is not an execution provider; there are: {Auto}, {string.Join(", ", All.Select(provider => provider.Name))}.", nameof(name));
}
