using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Core.Onnx.Providers;

internal sealed class CpuProvider : ExecutionProvider
{
    public override string Name => "cpu";

    public override string Description => "The processor; always there.";

    internal override string RuntimeName => "CPUExecutionProvider";

    internal override string MemoryName => "Cpu";

    internal override void AppendTo(OrtSessionOptions options)
    {
        // Every session has it as the last resort.
    }
}
