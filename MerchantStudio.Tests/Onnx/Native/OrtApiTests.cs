using System.Diagnostics;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Native;

/// <summary>
/// Every wrapped function does what its neighbours in the table do not: a slot that is off by one fails here. A wrong Release
/// function frees an object as another kind, which ends the test process.
/// </summary>
[Trait("Category", "Native")]
public sealed unsafe class OrtApiTests
{
    private const string TwoInputs = "two";

    private static OrtEnvironment Environment
    {
        get
        {
            _ = OnnxEngines.Cpu();
            return OnnxEngines.Engine.Environment;
        }
    }

    private static OrtApi Api => Environment.Api;

    [Fact]
    public void Version_IsTheBundledOne() => OnnxVersion().ShouldBeGreaterThanOrEqualTo(OrtApi.RequestedVersion);

    [Fact]
    public void CreateStatus_CodeAndMessage_ComeBackInTheException()
    {
        using var message = new NativeText("told apart");
        var thrown = Should.Throw<OnnxRuntimeException>(Api.CreateStatus((int)OnnxRuntimeErrorCode.EngineError, message.Pointer).ThrowIfFailed);
        thrown.Code.ShouldBe(OnnxRuntimeErrorCode.EngineError);
        thrown.Message.ShouldContain("told apart");
    }

    [Fact]
    public void AvailableProviders_ListTheProcessorLast() => Environment.AvailableProviders()[^1].ShouldBe("CPUExecutionProvider");

    [Fact]
    public void Session_NamesOfInputsAndOutputs_AreTheGraphs()
    {
        using var session = Load(TwoInputs);
        session.InputNames.ShouldBe(["left", "right"]);
        session.OutputNames.ShouldBe(["difference"]);
    }

    [Fact]
    public void HostTensor_TypeShapeAndMemory_AreAsAsked()
    {
        using var memory = new OrtMemoryInfo(Api, "Cpu");
        using var value = OrtValue.Host(Api, memory, (int)ElementType.Int32, sizeof(int), [2, 3, 4]);
        value.ElementType.ShouldBe((int)ElementType.Int32);
        value.Shape.ShouldBe([2, 3, 4]);
        value.ElementCount.ShouldBe(24);
        value.MemoryName.ShouldBe("Cpu");
        value.Data<int>().ToArray().ShouldAllBe(element => element == 0);
    }

    [Fact]
    public void AllocatedTensor_IsTheAllocators_AndHoldsWhatIsWritten()
    {
        using var session = Load(TwoInputs);
        using var memory = new OrtMemoryInfo(Api, "Cpu");
        using var allocator = new OrtAllocator(Api, session, memory);
        using var value = OrtValue.Allocate(Api, allocator, (int)ElementType.Float32, [5]);
        value.Data<float>().Fill(2.5f);
        value.Shape.ShouldBe([5]);
        value.Data<float>().ToArray().ShouldAllBe(element => element == 2.5f);
    }

    [Fact]
    public void Run_BoundTensors_GoToTheInputsAndOutputsOfTheirNames()
    {
        using var bound = new Bound();
        bound.Run();
        bound.Difference.Data<float>()[0].ShouldBe(3f);
    }

    [Fact]
    public void Output_BoundToADevice_IsMadeByTheRun()
    {
        using var bound = new Bound();
        using var memory = new OrtMemoryInfo(Api, "Cpu");
        bound.Binding.Output("difference", memory);
        bound.Run();
        var outputs = bound.Binding.TakeOutputs();
        outputs.ShouldHaveSingleItem().Data<float>()[0].ShouldBe(3f);
        outputs[0].Dispose();
        bound.Difference.Data<float>()[0].ShouldBe(0f);
    }

    [Fact]
    public void Clear_OfABinding_LeavesNothingToRun()
    {
        using var bound = new Bound();
        bound.Binding.Clear();
        Should.Throw<OnnxRuntimeException>(bound.Run);
    }

    [Fact]
    public void Terminate_BeforeARun_StopsIt()
    {
        using var bound = new Bound();
        bound.Options.Terminate();
        Should.Throw<OnnxRuntimeException>(bound.Run).Message.ShouldContain("terminate");
    }

    [Fact]
    public void Profile_OfASession_IsAFileWithItsNodes() => Profile(TwoInputs, level: 99).ShouldContain("Sub");

    [Fact]
    public void OptimizationLevel_None_KeepsWhatBasicRemoves()
    {
        Profile("identity", level: 0).ShouldContain("Identity");
        Profile("identity", level: 1).ShouldNotContain("Identity");
    }

    [Fact]
    public void Threads_Many_AreStarted()
    {
        const int Many = 60;
        var before = Process.GetCurrentProcess().Threads.Count;
        using var session = Load(TwoInputs, options => options.Threads(Many));
        Process.GetCurrentProcess().Threads.Count.ShouldBeGreaterThan(before + (Many / 2));
    }

    [Fact]
    public void Configure_EmptyKey_IsRefused()
    {
        using var options = new OrtSessionOptions(Api);
        options.Configure("session.intra_op.allow_spinning", "0");
        Should.Throw<OnnxRuntimeException>(() => options.Configure(string.Empty, "1")).Message.ShouldContain("key");
    }

    [Fact]
    public void AppendProvider_UnknownName_IsNamedInTheMessage()
    {
        using var options = new OrtSessionOptions(Api);
        Should.Throw<OnnxRuntimeException>(() => options.AppendProvider("Abacus")).Message.ShouldContain("Abacus");
    }

    [Fact]
    public void AppendCuda_WithoutItsLibrary_FailsWithAReason()
    {
        using var options = new OrtSessionOptions(Api);
        try
        {
            options.AppendCuda();
        }
        catch (OnnxRuntimeException e)
        {
            e.Message.ShouldContain("CUDA", Case.Insensitive);
        }
    }

    [Fact]
    public void Listen_ToASessionsLog_HearsThatSession()
    {
        var heard = new List<string>();
        using (OrtEnvironment.Listen("heard", heard.Add))
        {
            Load(TwoInputs, options => options.Log("heard", severity: 0)).Dispose();
        }

        heard.ShouldContain(message => message.Contains("CPUExecutionProvider", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("enable_mem_pattern:0")]
    [InlineData("enable_profiling:0")]
    [InlineData("graph_optimization_level:2")]
    [InlineData("session_logid:options-heard")]
    [InlineData("session_log_severity_level:0")]
    [InlineData("intra_op_param:OrtThreadPoolParams { thread_pool_size: 3")]
    [InlineData("inter_op_param:OrtThreadPoolParams { thread_pool_size: 1")]
    [InlineData("session.intra_op.allow_spinning: 0")]
    public void SessionOptions_EachThatIsSet_IsTheOneThatTheSessionGot(string expected)
    {
        var heard = new List<string>();
        using (OrtEnvironment.Listen("options-heard", heard.Add))
        {
            Load(TwoInputs, options =>
            {
                options.Log("options-heard", severity: 0);
                options.Threads(3);
                options.OptimizationLevel(2);
                options.Configure("session.intra_op.allow_spinning", "0");
            }).Dispose();
        }

        heard.First(message => message.Contains("Session Options", StringComparison.Ordinal)).ShouldContain(expected);
    }

    private static uint OnnxVersion() => uint.Parse(Api.Version.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static string Profile(string graph, int level)
    {
        var prefix = Path.Combine(Path.GetTempPath(), $"profile-{Guid.NewGuid():n}");
        using var bound = new Bound(Load(graph, options =>
        {
            options.Profile(prefix);
            options.OptimizationLevel(level);
        }));
        bound.Run();
        var file = bound.Session.EndProfiling();
        file.ShouldStartWith(prefix);
        var text = File.ReadAllText(file);
        File.Delete(file);
        return text;
    }

    private static OrtSession Load(string graph, Action<OrtSessionOptions>? configure = null)
    {
        using var options = new OrtSessionOptions(Api);
        options.DisableMemoryPattern();
        configure?.Invoke(options);
        return new OrtSession(Environment, Model(graph), options);
    }

    private static byte[] Model(string kind)
    {
        var graph = new GraphBuilder(kind);
        var left = graph.Input("left", ElementType.Float32, 1);
        var right = graph.Input("right", ElementType.Float32, 1);
        var difference = graph.Subtract(left, kind == TwoInputs ? right : graph.Apply("Identity", [right]));
        graph.Output("difference", difference);
        return graph.Build().ToBytes();
    }

    private sealed class Bound : IDisposable
    {
        private readonly OrtMemoryInfo _memory = new(Api, "Cpu");
        private readonly OrtValue _left;
        private readonly OrtValue _right;

        public Bound(OrtSession? session = null)
        {
            Session = session ?? Load(TwoInputs);
            Binding = new OrtBinding(Api, Session);
            (_left, _right, Difference) = (Number(8), Number(5), Number(0));
            Binding.Input("left", _left);
            Binding.Input("right", _right);
            Binding.Output("difference", Difference);
        }

        public OrtSession Session { get; }

        public OrtBinding Binding { get; }

        public OrtRunOptions Options { get; } = new(Api);

        public OrtValue Difference { get; }

        public void Run()
        {
            Session.Run(Options, Binding);
            Binding.Synchronise();
        }

        public void Dispose()
        {
            Binding.Dispose();
            Options.Dispose();
            _left.Dispose();
            _right.Dispose();
            Difference.Dispose();
            _memory.Dispose();
            Session.Dispose();
        }

        private OrtValue Number(float value)
        {
            var number = OrtValue.Host(Api, _memory, (int)ElementType.Float32, sizeof(float), [1]);
            number.Data<float>()[0] = value;
            return number;
        }
    }
}
