using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Providers;

internal sealed class WebGpuProvider : ExecutionProvider
{
    private static readonly Lock s_gate = new();

    public override string Name => "webgpu";

    public override string Description => "Any GPU with Vulkan, Direct3D 12 or Metal.";

    internal override string RuntimeName => "WebGpuExecutionProvider";

    internal override string MemoryName => "WebGPU_Buf";

    internal override Lock? Gate => s_gate;

    // The Vulkan loader finds software devices only where one of these points at them.
    internal override string? WhyNotAutomatic => new[] { "VK_DRIVER_FILES", "VK_ICD_FILENAMES" }
        .Where(variable => Environment.GetEnvironmentVariable(variable) is { } drivers && drivers.Contains("swiftshader", StringComparison.OrdinalIgnoreCase))
        .Select(variable => $"{variable} names a software device, which is slower than the processor.")
        .FirstOrDefault();

    internal override void AppendTo(OrtSessionOptions options) => options.AppendProvider("WebGPU");
}
