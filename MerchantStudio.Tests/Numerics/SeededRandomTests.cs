using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Numerics;

public sealed class SeededRandomTests
{
    [Fact]
    public void Mix_Zero_GivesThePublishedFirstOutput() => SplitMix64.Mix(0).ShouldBe(0xE220A8397B1DCDAFUL);

    [Fact]
    public void NextUInt64_SameSeed_GivesTheSameNumbers() => Draw(new SeededRandom(7)).ShouldBe(Draw(new SeededRandom(7)));

    [Fact]
    public void Fork_AfterDraws_DoesNotDependOnThem()
    {
        var random = new SeededRandom(7);
        var before = Draw(random.Fork(1));
        _ = random.NextUInt64();

        Draw(random.Fork(1)).ShouldBe(before);
        Draw(random.Fork(2)).ShouldNotBe(before);
    }

    [Fact]
    public void NextInt_ManyDraws_HitsEveryNumberAboutEquallyOften()
    {
        var random = new SeededRandom(7);
        var counts = new int[10];
        for (var i = 0; i < 20_000; i++)
        {
            counts[random.NextInt(10)]++;
        }

        counts.ShouldAllBe(count => count > 1800 && count < 2200);
    }

    [Fact]
    public void NextGaussian_ManyDraws_HasMeanZeroAndVarianceOne()
    {
        var random = new SeededRandom(7);
        var draws = Enumerable.Range(0, 20_000).Select(_ => random.NextGaussian()).ToArray();

        draws.Average().ShouldBe(0, 0.03);
        draws.Average(x => x * x).ShouldBe(1, 0.05);
    }

    [Fact]
    public void Shuffle_AnyValues_KeepsThemAll()
    {
        var values = Enumerable.Range(0, 100).ToArray();
        new SeededRandom(7).Shuffle<int>(values);

        values.ShouldNotBe(Enumerable.Range(0, 100));
        values.Order().ShouldBe(Enumerable.Range(0, 100));
    }

    private static ulong[] Draw(SeededRandom random) => [.. Enumerable.Range(0, 5).Select(_ => random.NextUInt64())];
}
