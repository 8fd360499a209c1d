using System.Collections.Concurrent;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Onnx.Providers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// The door to ONNX Runtime: finds the native library when it is first needed, chooses the provider and makes sessions.
/// Safe to share. The library itself stays loaded until the process ends, as it cannot be unloaded safely.
/// </summary>
public sealed partial class OnnxEngine(OnnxOptions options)
{
    private static readonly ConcurrentDictionary<string, Lazy<OrtEnvironment>> s_environments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ProviderChoice>> _choices = new(StringComparer.Ordinal);

    private ILogger _logger = NullLogger.Instance;

    /// <summary>What catalogues of models use: the host's engine once there is one, else one with default settings.</summary>
    public static OnnxEngine Default { get; private set; } = new(new OnnxOptions());

    /// <summary>Version of the native library, such as <c>1.30.0</c>.</summary>
    /// <exception cref="OnnxRuntimeUnavailableException">The library is missing or of no use.</exception>
    public string RuntimeVersion => Environment.Api.Version;

    /// <summary>Processor threads of a session.</summary>
    public int Threads => options.Threads > 0 ? options.Threads : System.Environment.ProcessorCount;

    internal OrtEnvironment Environment =>
        s_environments.GetOrAdd(options.LibraryFolder ?? string.Empty, folder => new(() => new OrtEnvironment(OrtLibrary.Load(folder)))).Value;

    /// <summary>Makes this the engine that catalogues of models use; for the host, once, as it starts.</summary>
    public OnnxEngine UseAsDefault() => Default = this;

    /// <summary>From now on the engine writes there which provider it chose and why it passed others over.</summary>
    public void LogTo(ILogger logger) => _logger = logger;

    /// <summary>Whether training can work here at all, and if not, the sentence that says why.</summary>
    public bool IsAvailable(out string? reason)
    {
        try
        {
            reason = null;
            return Environment.Api.Version.Length > 0;
        }
        catch (OnnxRuntimeUnavailableException e)
        {
            reason = e.Message;
            return false;
        }
    }

    /// <summary>The provider for a request: <c>auto</c> takes the first of the catalogue that works, any other name that one only.</summary>
    /// <param name="requested">Null: what the settings say.</param>
    /// <exception cref="ProviderUnavailableException">A provider was named and does not work here.</exception>
    public ProviderChoice Choose(string? requested = null)
    {
        // What a run asks for stands above the settings, except that "auto" asks for nothing.
        var name = requested is null or ExecutionProviderCatalog.Auto ? options.Provider : requested;
        return _choices.GetOrAdd(name, key => new(() => Try(key))).Value;
    }

    /// <summary>A session that computes a graph's outputs from its inputs.</summary>
    public InferenceSession Infer(OnnxGraph graph, ProviderChoice choice, SessionSettings? settings = null) =>
        new(new LoadedGraph(this, graph, choice.Provider, settings ?? new SessionSettings()));

    /// <summary>A session that runs a training graph step by step, from its initial state.</summary>
    public TrainingSession Train(TrainingGraph graph, ProviderChoice choice, SessionSettings? settings = null) =>
        new(this, graph, choice.Provider, settings ?? new SessionSettings());

    private ProviderChoice Try(string name)
    {
        if (name != ExecutionProviderCatalog.Auto)
        {
            var forced = ExecutionProviderCatalog.Find(name);
            return Problem(forced) is { } reason
                ? throw new ProviderUnavailableException(name, reason)
                : new ProviderChoice { Provider = forced, PassedOver = [] };
        }

        var passedOver = new List<PassedOverProvider>();
        foreach (var provider in ExecutionProviderCatalog.All)
        {
            if ((provider.WhyNotAutomatic ?? Problem(provider)) is not { } reason)
            {
                Log.Chosen(_logger, provider.Name);
                return new ProviderChoice { Provider = provider, PassedOver = passedOver };
            }

            Log.PassedOver(_logger, provider.Name, reason);
            passedOver.Add(new PassedOverProvider(provider.Name, reason));
        }

        throw new ProviderUnavailableException(name, string.Join(" ", passedOver.Select(passed => $"{passed.Name}: {passed.Reason}")));
    }

    /// <summary>Why a provider does not work here, or null: it must run a small product, not only load.</summary>
    private string? Problem(ExecutionProvider provider)
    {
        var probe = new GraphBuilder("probe");
        var x = probe.Input("x", ElementType.Float32, 2, 2);
        probe.Output("y", probe.MatMul(x, x));
        try
        {
            using var session = new InferenceSession(new LoadedGraph(this, probe.Build(), provider, new SessionSettings()));
            new float[] { 1, 2, 3, 4 }.CopyTo(session.Input<float>("x"));
            session.Run();
            if (session.Placement.FellBack.Count > 0)
            {
                return "a matrix product runs on the processor instead.";
            }

            return session.Output<float>("y").SequenceEqual([7f, 10f, 15f, 22f]) ? null : "it computes a wrong matrix product.";
        }
        catch (OnnxRuntimeException e)
        {
            return e.Message;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Execution provider {Provider} is used")]
        public static partial void Chosen(ILogger logger, string provider);

        [LoggerMessage(Level = LogLevel.Information, Message = "Execution provider {Provider} is passed over: {Reason}")]
        public static partial void PassedOver(ILogger logger, string provider, string reason);
    }
}
