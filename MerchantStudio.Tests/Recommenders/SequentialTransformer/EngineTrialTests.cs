using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Recommenders.SequentialTransformer;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

[Trait("Category", "Native")]
public sealed class EngineTrialTests
{
    [Fact]
    public void Run_TinySize_HasARowForEachProviderAndTheProcessorAgreesWithItself()
    {
        _ = OnnxEngines.Cpu();
        var rows = new EngineTrial(OnnxEngines.Engine, TimeProvider.System)
            .Run(["tiny"], TimeSpan.FromSeconds(0.2), TestContext.Current.CancellationToken).ToArray();
        rows.Select(row => row.Provider).ShouldBe(ExecutionProviderCatalog.All.Reverse().Select(provider => provider.Name));
        rows[0].Unavailable.ShouldBeNull();
        rows[0].StepsPerSecond.ShouldBeGreaterThan(0);
        rows[0].LargestDifference.ShouldBe(0);
        rows.ShouldAllBe(row => row.Agrees == (row.Unavailable == null));
        (rows[0] with { LargestDifference = 0.002 }).Agrees.ShouldBeFalse();
    }
}
