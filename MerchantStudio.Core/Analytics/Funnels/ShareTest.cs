using MathNet.Numerics.Distributions;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>Whether two shares differ by more than chance: pooled two-proportion z-test, two-sided.</summary>
public static class ShareTest
{
    /// <summary>Probability of a difference at least as large if both were alike; null when it cannot be said.</summary>
    public static double? PValue(long hits, long of, long otherHits, long otherOf)
    {
        if (of == 0 || otherOf == 0)
        {
            return null;
        }
        var pooled = (hits + otherHits) / (double)(of + otherOf);
        var deviation = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / of) + (1.0 / otherOf)));
        return deviation > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs((hits / (double)of) - (otherHits / (double)otherOf)) / deviation) : null;
    }
}
