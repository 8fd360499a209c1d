using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Analytics.Conversion;

public sealed class BetaBinomialTests
{
    [Theory]
    [InlineData(0.1, 20)]
    [InlineData(0.4, 5)]
    [InlineData(0.02, 200)]
    public void Fit_ManyProductsOfAKnownPrior_FindsItNearly(double mean, double weight)
    {
        var counts = Sample(mean, weight, 4_000, 60);

        var prior = BetaBinomial.Fit(counts).ShouldNotBeNull();

        prior.Mean.ShouldBe(mean, mean * 0.1);
        prior.Weight.ShouldBeInRange(weight / 1.6, weight * 1.6);
    }

    [Fact]
    public void Fit_AnyCounts_IsAtLeastAsLikelyAsEveryWeightOfAGrid()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var chance = new SeededRandom((ulong)seed);
            var counts = Enumerable.Range(0, 30).Select(_ => chance.NextInt(40)).Select(of => (Hits: chance.NextInt(of + 1), Of: of)).ToList();
            var prior = BetaBinomial.Fit(counts).ShouldNotBeNull();
            var weighted = counts.Where(count => count.Of > 0).Select(count => (count.Hits, count.Of, 1)).ToList();
            var best = BetaBinomial.LogLikelihood(weighted, prior.Mean, prior.Weight);

            for (var weight = BetaBinomial.LeastWeight; weight < BetaBinomial.MostWeight; weight *= 1.2)
            {
                SlowLogLikelihood(counts, prior.Mean, weight).ShouldBeLessThanOrEqualTo(best + 1e-6, $"seed {seed}, weight {weight}");
            }
        }
    }

    [Fact]
    public void Fit_ProductsThatOnlyDifferByChance_TrustsTheCommonShare()
    {
        var chance = new SeededRandom(5);
        var counts = Enumerable.Range(0, 500).Select(_ => (Hits: Enumerable.Range(0, 50).Count(_ => chance.NextDouble() < 0.2), Of: 50)).ToList();

        var prior = BetaBinomial.Fit(counts).ShouldNotBeNull();

        prior.Shrink(50, 50).ShouldBeLessThan(0.35, "one lucky product is mostly chance");
    }

    [Fact]
    public void Fit_WithoutTrials_IsNothing() => BetaBinomial.Fit([(0, 0), (0, 0)]).ShouldBeNull();

    [Fact]
    public void Fit_NobodyEver_AllowsForASomebody()
    {
        var prior = BetaBinomial.Fit([(0, 40), (0, 10)]).ShouldNotBeNull();

        prior.Mean.ShouldBeInRange(0.001, 0.05);
        prior.Interval(0, 10).High.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Interval_Always_HoldsNineteenTwentiethsOfThePosterior()
    {
        var prior = new BetaPrior(2, 18);
        var (low, high) = prior.Interval(7, 30);

        var inside = Integral(prior.Alpha + 7, prior.Beta + 23, low, high) / Integral(prior.Alpha + 7, prior.Beta + 23, 0, 1);

        inside.ShouldBe(0.95, 0.001);
        prior.Shrink(7, 30).ShouldBe(Integral(prior.Alpha + 8, prior.Beta + 23, 0, 1) / Integral(prior.Alpha + 7, prior.Beta + 23, 0, 1), 1e-4);
    }

    // Rising factorials, one factor after the other, instead of gamma functions.
    private static double SlowLogLikelihood(IEnumerable<(int Hits, int Of)> counts, double mean, double weight) => counts.Sum(count =>
        Enumerable.Range(0, count.Hits).Sum(i => Math.Log((mean * weight) + i))
        + Enumerable.Range(0, count.Of - count.Hits).Sum(i => Math.Log(((1 - mean) * weight) + i))
        - Enumerable.Range(0, count.Of).Sum(i => Math.Log(weight + i)));

    private static double Integral(double alpha, double beta, double from, double to)
    {
        const int Slices = 200_000;
        var width = (to - from) / Slices;
        return Enumerable.Range(0, Slices).Select(i => from + ((i + 0.5) * width)).Sum(x => Math.Pow(x, alpha - 1) * Math.Pow(1 - x, beta - 1) * width);
    }

    private static List<(int Hits, int Of)> Sample(double mean, double weight, int products, int of)
    {
        var chance = new SeededRandom(11);
        var counts = new List<(int, int)>();
        for (var product = 0; product < products; product++)
        {
            // Pólya's urn draws from the beta-binomial distribution without any special function.
            var (good, all, hits) = (mean * weight, weight, 0);
            for (var trial = 0; trial < of; trial++)
            {
                var hit = chance.NextDouble() * all < good;
                (good, all, hits) = (good + (hit ? 1 : 0), all + 1, hits + (hit ? 1 : 0));
            }
            counts.Add((hits, of));
        }
        return counts;
    }
}
