using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Onnx.Providers;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>A graph on a device: the native session with the allocator of its device memory, and where its nodes were placed.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "What is owned is closed in one place, in the opposite order of its making.")]
internal sealed class LoadedGraph : IDisposable
{
    private const int Verbose = 0;
    private static long s_sessions;

    private readonly Lock? _gate;
    private readonly Owned _owned = new();
    private readonly OrtMemoryInfo _deviceMemory;
    private readonly OrtAllocator _allocator;
    private readonly OrtMemoryInfo _hostMemory;

    public LoadedGraph(OnnxEngine engine, OnnxGraph graph, ExecutionProvider provider, SessionSettings settings)
    {
        (Graph, Api, _gate) = (graph, engine.Environment.Api, provider.Gate);
        using var turn = Turn();
        try
        {
            (Session, Placement) = Load(engine, provider, settings);
            _ = _owned.Hold(Session);
            _hostMemory = _owned.Hold(new OrtMemoryInfo(Api, "Cpu"));
            _deviceMemory = _owned.Hold(new OrtMemoryInfo(Api, provider.MemoryName));
            _allocator = _owned.Hold(new OrtAllocator(Api, Session, _deviceMemory));
            RunOptions = _owned.Hold(new OrtRunOptions(Api));
        }
        catch
        {
            _owned.Dispose();
            throw;
        }
    }

    public OnnxGraph Graph { get; }

    public OrtApi Api { get; }

    public OrtSession Session { get; }

    public OrtRunOptions RunOptions { get; }

    public PlacementReport Placement { get; }

    /// <summary>To be held while anything of this graph uses the device: allocating, binding, running, freeing.</summary>
    public DeviceTurn Turn() => new(_gate);

    /// <summary>A tensor in the processor's memory, all zero.</summary>
    public OrtValue OnHost(Tensor tensor) =>
        OrtValue.Host(Api, _hostMemory, (int)tensor.Type, tensor.Type.Bytes(), tensor.Shape.ToInt64());

    /// <summary>A tensor in the device's memory, not initialised.</summary>
    public OrtValue OnDevice(Tensor tensor)
    {
        using var turn = Turn();
        return OrtValue.Allocate(Api, _allocator, (int)tensor.Type, tensor.Shape.ToInt64());
    }

    public void Run(OrtBinding binding) => Session.Run(RunOptions, binding);

    public void Dispose()
    {
        using var turn = Turn();
        _owned.Dispose();
    }

    private (OrtSession Session, PlacementReport Placement) Load(OnnxEngine engine, ExecutionProvider provider, SessionSettings settings)
    {
        var id = $"session-{Interlocked.Increment(ref s_sessions)}";
        var placement = new PlacementListener(provider);
        using (OrtEnvironment.Listen(id, placement.OnMessage))
        using (var options = new OrtSessionOptions(Api))
        {
            options.Threads(settings.Threads > 0 ? settings.Threads : engine.Threads);
            options.Log(id, provider is CpuProvider ? Verbose + 3 : Verbose);
            if (settings.ProfilePrefix is { } prefix)
            {
                options.Profile(prefix);
            }

            provider.AppendTo(options);
            return (new OrtSession(engine.Environment, Graph.ToBytes(), options), placement.Report);
        }
    }
}
