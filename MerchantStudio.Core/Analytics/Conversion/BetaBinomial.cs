using System.Runtime.InteropServices;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>What shares of products are like before a product has said anything about itself: Beta(alpha, beta).</summary>
public readonly record struct BetaPrior(double Alpha, double Beta)
{
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>How many trials it counts for.</summary>
    public double Weight => Alpha + Beta;

    /// <summary>Posterior mean of a share.</summary>
    public double Shrink(int hits, int of) => (Alpha + hits) / (Weight + of);

    /// <summary>2.5 % and 97.5 % quantiles of the posterior.</summary>
    public (double Low, double High) Interval(int hits, int of)
    {
        var posterior = new Beta(Alpha + hits, Beta + of - hits);
        return (posterior.InverseCumulativeDistribution(0.025), posterior.InverseCumulativeDistribution(0.975));
    }
}

/// <summary>
/// Empirical Bayes for shares (Efron and Morris 1975; beta-binomial, Skellam 1948): the prior that makes the shop's own
/// products most likely. The mean is held at the pooled share; the weight is found by maximum likelihood.
/// </summary>
public static class BetaBinomial
{
    public const double LeastWeight = 0.5;
    public const double MostWeight = 100_000;
    private const double Golden = 0.6180339887498949;
    private const int Rounds = 40;

    /// <summary>The prior; null when no product has a trial.</summary>
    /// <param name="counts">Hits and trials of each product; hits do not exceed trials.</param>
    public static BetaPrior? Fit(IReadOnlyList<(int Hits, int Of)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var trials = counts.Sum(count => (long)count.Of);
        if (trials == 0)
        {
            return null;
        }
        // Half a hit more and half a miss more keep a share of nothing, or of all, away from a prior that allows no other.
        var mean = (counts.Sum(count => (long)count.Hits) + 0.5) / (trials + 1);
        var likelihood = new Sums(counts);
        var weight = Math.Exp(Maximum(log => likelihood.At(mean, Math.Exp(log)), Math.Log(LeastWeight), Math.Log(MostWeight)));
        return new BetaPrior(mean * weight, (1 - mean) * weight);
    }

    /// <summary>Logarithm of the likelihood, without the binomial coefficients, which do not depend on the prior.</summary>
    internal static double LogLikelihood(IReadOnlyList<(int Hits, int Of, int Times)> counts, double mean, double weight)
    {
        var (alpha, beta) = (mean * weight, (1 - mean) * weight);
        var none = SpecialFunctions.BetaLn(alpha, beta);
        var sum = 0.0;
        foreach (var (hits, of, times) in counts)
        {
            sum += times * (SpecialFunctions.BetaLn(alpha + hits, beta + of - hits) - none);
        }
        return sum;
    }

    /// <summary>
    /// The same likelihood, put in another order: the terms of a product's hits, misses and trials are added up apart, and
    /// thousands of products have few different ones of each.
    /// </summary>
    private sealed class Sums
    {
        private readonly (int Number, int Times)[] _hits;
        private readonly (int Number, int Times)[] _misses;
        private readonly (int Number, int Times)[] _trials;
        private readonly int _products;

        public Sums(IReadOnlyList<(int Hits, int Of)> counts)
        {
            (_hits, _misses, _trials) = (Different(counts, count => count.Hits), Different(counts, count => count.Of - count.Hits), Different(counts, count => count.Of));
            _products = _trials.Sum(count => count.Times);
        }

        public double At(double mean, double weight)
        {
            var (alpha, beta) = (mean * weight, (1 - mean) * weight);
            return Sum(_hits, alpha) + Sum(_misses, beta) - Sum(_trials, weight) - (_products * SpecialFunctions.BetaLn(alpha, beta));
        }

        private static double Sum((int Number, int Times)[] counts, double more)
        {
            var sum = 0.0;
            foreach (var (number, times) in counts)
            {
                sum += times * SpecialFunctions.GammaLn(more + number);
            }
            return sum;
        }

        private static (int, int)[] Different(IReadOnlyList<(int Hits, int Of)> counts, Func<(int Hits, int Of), int> numberOf)
        {
            var times = new Dictionary<int, int>();
            foreach (var count in counts)
            {
                if (count.Of > 0)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(times, numberOf(count), out _)++;
                }
            }
            return [.. times.Select(one => (one.Key, one.Value))];
        }
    }

    private static double Maximum(Func<double, double> of, double low, double high)
    {
        double left = high - (Golden * (high - low)), right = low + (Golden * (high - low));
        double atLeft = of(left), atRight = of(right);
        for (var round = 0; round < Rounds; round++)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Golden * (high - low));
                atLeft = of(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Golden * (high - low));
                atRight = of(right);
            }
        }
        return (low + high) / 2;
    }
}
