using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Numerics;

public sealed class BootstrapTests
{
    [Fact]
    public void Means_NormalValues_GiveAboutTheTextbookInterval()
    {
        var random = new SeededRandom(9);
        var values = Enumerable.Range(0, 400).Select(_ => 3 + random.NextGaussian()).ToArray();

        var interval = Bootstrap.Means([values], 2000, 0.95, seed: 1)[0];

        // 1.96 standard errors of 1/20 either side.
        (interval.High - interval.Low).ShouldBe(2 * 1.96 / 20, 0.02);
        interval.Mean.ShouldBe(values.Average(), 1e-12);
        interval.Low.ShouldBeLessThan(interval.Mean);
    }

    [Fact]
    public void Means_ConstantDifference_HasNoWidth()
    {
        var interval = Bootstrap.Means([[0.1, 0.1, 0.1]], 200, 0.95, seed: 1)[0];

        (interval.Low, interval.High).ShouldBe((interval.High, interval.Low));
    }

    [Fact]
    public void Means_SameSeed_GivesTheSameInterval() =>
        Bootstrap.Means([[1, 2, 5, 9]], 100, 0.9, seed: 3).ShouldBe(Bootstrap.Means([[1, 2, 5, 9]], 100, 0.9, seed: 3));

    [Fact]
    public void Means_NobodyToResample_IsNotANumber() => double.IsNaN(Bootstrap.Means([[]], 100, 0.9, seed: 3)[0].Mean).ShouldBeTrue();

    [Theory, InlineData(0, 1), InlineData(0.5, 2.5), InlineData(1, 4), InlineData(0.25, 1.75)]
    public void Quantile_BetweenTwoValues_Interpolates(double share, double expected) =>
        Bootstrap.Quantile([1, 2, 3, 4], share).ShouldBe(expected, 1e-12);
}
