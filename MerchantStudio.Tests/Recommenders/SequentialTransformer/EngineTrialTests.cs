using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Recommenders.SequentialTransformer;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

[Trait("Category", "Native")]
public sealed class EngineTrialTests
{
    private const string TimeIsUp = "the time for all of them was up.";

    [Fact]
    public void Run_TinySize_HasARowForEachProviderAndTheProcessorAgreesWithItself()
    {
        _ = OnnxEngines.Cpu();
        var rows = new EngineTrial(OnnxEngines.Engine, TimeProvider.System)
            .Run(["tiny"], new EngineTrialLimits(TimeSpan.FromSeconds(0.2), TimeSpan.MaxValue, []), TestContext.Current.CancellationToken).ToArray();
        rows.Select(row => row.Provider).ShouldBe(ExecutionProviderCatalog.All.Reverse().Select(provider => provider.Name));
        rows[0].Unavailable.ShouldBeNull();
        rows[0].StepsPerSecond.ShouldBeGreaterThan(0);
        rows[0].LargestDifference.ShouldBe(0);
        rows[0].Compared.ShouldBe(10);
        rows.ShouldAllBe(row => row.Agrees == (row.Unavailable == null));
        (rows[0] with { LargestDifference = 0.002 }).Agrees.ShouldBeFalse();
    }

    [Fact]
    public void Run_TimeIsUp_TakesTheFewestStepsAndSaysWhatItLeftOut()
    {
        _ = OnnxEngines.Cpu();
        var clock = new ManualTime();
        var rows = new EngineTrial(OnnxEngines.Engine, clock)
            .Run(["tiny"], new EngineTrialLimits(TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1), ["cpu"]), TestContext.Current.CancellationToken);
        rows.ShouldHaveSingleItem().Compared.ShouldBe(2);
        rows = new EngineTrial(OnnxEngines.Engine, clock)
            .Run(["tiny"], new EngineTrialLimits(TimeSpan.FromSeconds(1), TimeSpan.Zero, ["cpu", "webgpu"]), TestContext.Current.CancellationToken);
        rows.Select(row => (row.Provider, row.Unavailable)).ShouldBe([("cpu", TimeIsUp), ("webgpu", TimeIsUp)]);
    }
}
