using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Sessions;

/// <summary>Memory really ends: what the runtime says then is recognised, and nothing native is left behind.</summary>
[Collection(nameof(CountsNativeObjects))]
[Trait("Category", "Native")]
public sealed class OutOfMemoryTests
{
    // A pebibyte in between: more than a process can address.
    private static readonly TensorShape s_vast = new(1 << 20, 1 << 20, 1 << 8);

    [Fact]
    public void Run_OnTheProcessor_SaysThatMemoryEnded() => Fails(OnnxEngines.Cpu(), s_vast).IsOutOfMemory.ShouldBeTrue();

    private static OnnxRuntimeException Fails(ProviderChoice choice, TensorShape shape)
    {
        var open = OrtHandle.Open;
        var graph = new GraphBuilder("vast");
        var wide = graph.Expand(graph.Input("x", ElementType.Float32, 1), shape);
        graph.Output("sum", graph.Sum(graph.Multiply(wide, wide)));
        OnnxRuntimeException thrown;
        using (var session = OnnxEngines.Engine.Infer(graph.Build(), choice))
        {
            thrown = Should.Throw<OnnxRuntimeException>(session.Run);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(thrown.Message);
        OrtHandle.Open.ShouldBe(open);
        return thrown;
    }
}
