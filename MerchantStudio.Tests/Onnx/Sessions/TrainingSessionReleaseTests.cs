using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Tests.Onnx.Sessions;

/// <summary>Counts native objects of the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(CountsNativeObjects))]
[Trait("Category", "Native")]
public sealed class TrainingSessionReleaseTests
{
    [Fact]
    public void Dispose_AfterACancelledRun_FreesEverySessionAndTensor()
    {
        var before = OrtHandle.Open;
        using var source = new CancellationTokenSource();
        using (var session = LineTraining.Start(0.05))
        {
            OrtHandle.Open.ShouldBeGreaterThan(before);
            Should.Throw<OperationCanceledException>(() => session.Run(new LinePoints(100), (_, _) => source.Cancel(), source.Token));
        }

        OrtHandle.Open.ShouldBe(before);
    }
}

[CollectionDefinition(nameof(CountsNativeObjects), DisableParallelization = true)]
public sealed class CountsNativeObjects;
