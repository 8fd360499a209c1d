using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Providers;

internal sealed class WebGpuProvider : ExecutionProvider
{
    public override string Name => "webgpu";

    public override string Description => "Any GPU with Vulkan, Direct3D 12 or Metal.";

    internal override string RuntimeName => "WebGpuExecutionProvider";

    internal override string MemoryName => "WebGPU_Buf";

    internal override void AppendTo(OrtSessionOptions options) => options.AppendProvider("WebGPU");
}
