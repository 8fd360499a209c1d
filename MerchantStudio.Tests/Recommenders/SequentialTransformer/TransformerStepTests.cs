using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders.SequentialTransformer;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

[Trait("Category", "Native")]
public sealed class TransformerStepTests
{
    private const int Steps = 10;
    private const ulong BatchSeed = 11;

    // A software device is slow, and what goes wrong there goes wrong at once.
    private const int DeviceSteps = 4;
    private readonly TransformerWorkload _small = new() { Batch = 2, Length = 3, Width = 4, Heads = 2, Items = 7, LearningRate = 0.01 };

    [Fact]
    public void Losses_FirstTenSteps_EqualThePlainReference()
    {
        var (_, parameters) = _small.Build();
        var plain = new PlainTransformer(_small, parameters.ToDictionary(p => p.Tensor.Name, p => p.Initial.Select(value => (double)value).ToArray()));
        var expected = _small.Batches(Steps, BatchSeed, emptyStarts: true).Select(plain.Train).ToArray();
        var losses = Losses(OnnxEngines.Cpu());
        losses.Length.ShouldBe(Steps);
        for (var step = 0; step < Steps; step++)
        {
            ((double)losses[step]).ShouldBe(expected[step], 1e-5, $"step {step + 1}");
        }
    }

    [Fact]
    public void Losses_OnWebGpu_AgreeWithTheProcessor()
    {
        var onDevice = Losses(OnnxEngines.WebGpu(), DeviceSteps);
        var onProcessor = Losses(OnnxEngines.Cpu(), DeviceSteps);
        for (var step = 0; step < DeviceSteps; step++)
        {
            onDevice[step].ShouldBe(onProcessor[step], 1e-3f, $"step {step + 1}");
        }
    }

    [Fact]
    public void Step_OnWebGpu_LeavesNothingToTheProcessor()
    {
        using var session = OnnxEngines.Engine.Train(_small.Build().Graph, OnnxEngines.WebGpu());
        session.Placement.FellBack.ShouldBeEmpty();
    }

    [Fact]
    public void Losses_SameSeedTwice_AreTheSameToTheLastBit() =>
        Losses(OnnxEngines.Cpu()).ShouldBe(Losses(OnnxEngines.Cpu()));

    // Large enough for several threads to be at the item vectors' gradients, with few items, so that they would meet.
    [Fact]
    public void Losses_OnSeveralThreadsSameSeedTwice_AreTheSameToTheLastBit()
    {
        var work = new TransformerWorkload { Batch = 64, Length = 50, Width = 64, Items = 20 };
        float[] Once() => Losses(work, OnnxEngines.Cpu(), Steps, new SessionSettings { Threads = 2 });
        Once().ShouldBe(Once());
    }

    private float[] Losses(ProviderChoice choice, int steps = Steps) => Losses(_small, choice, steps, settings: null);

    private static float[] Losses(TransformerWorkload work, ProviderChoice choice, int steps, SessionSettings? settings)
    {
        using var session = OnnxEngines.Engine.Train(work.Build().Graph, choice, settings);
        var losses = new List<float>();
        session.Run(new WorkloadSource(work.Batches(steps, BatchSeed, emptyStarts: true), steps), (_, loss) => losses.Add(loss), TestContext.Current.CancellationToken);
        return [.. losses];
    }
}
