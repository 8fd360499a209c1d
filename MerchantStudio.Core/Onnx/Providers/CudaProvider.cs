using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Providers;

/// <summary>Needs the provider library of Microsoft.ML.OnnxRuntime.Gpu beside the runtime (build with <c>-p:OnnxRuntimeGpu=true</c>), CUDA and cuDNN.</summary>
internal sealed class CudaProvider : ExecutionProvider
{
    public override string Name => "cuda";

    public override string Description => "NVIDIA GPUs, through CUDA and cuDNN.";

    internal override string RuntimeName => "CUDAExecutionProvider";

    internal override string MemoryName => "Cuda";

    internal override void AppendTo(OrtSessionOptions options) => options.AppendCuda();
}
