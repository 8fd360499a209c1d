namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// Parameters of Gamma-Gamma: spend per purchase is Gamma(<paramref name="P"/>, ν), and ν varies over customers as
/// Gamma(<paramref name="Q"/>, <paramref name="V"/>); <paramref name="V"/> is in major units of the currency.
/// </summary>
public readonly record struct GammaGammaParameters(double P, double Q, double V)
{
    /// <summary>Mean spend over all customers, p·v / (q − 1); infinite when q ≤ 1.</summary>
    public double PopulationMean => Q > 1 ? P * V / (Q - 1) : double.PositiveInfinity;
}

/// <summary>Gamma-Gamma model of spend per purchase (Fader and Hardie 2013, "The Gamma-Gamma model of monetary value").</summary>
public static class GammaGamma
{
    /// <summary>
    /// Spend expected per future purchase: the population's mean and the customer's own, weighted by how many purchases
    /// were seen. Without any it is the population's mean.
    /// </summary>
    /// <param name="g">The fitted parameters.</param>
    /// <param name="purchases">How many repeat purchases the mean is made of.</param>
    /// <param name="meanSpend">Their mean, in major units; not above zero counts as not seen.</param>
    public static double ExpectedSpend(in GammaGammaParameters g, int purchases, double meanSpend)
    {
        var seen = meanSpend > 0 ? purchases : 0;
        var denominator = (g.P * seen) + g.Q - 1;
        return denominator > 0 ? g.P * (g.V + (seen * Math.Max(meanSpend, 0))) / denominator : double.PositiveInfinity;
    }
}
