using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Tests.Predictors.LifetimeValue;

/// <summary>The formulas as the papers print them, customer by customer.</summary>
internal static class ReferenceLifetimeValue
{
    /// <summary>Fader, Hardie and Lee 2005, equation 6.</summary>
    public static double LogLikelihood(in BgNbdParameters p, int x, double tx, double age)
    {
        var constant = LogGamma(p.R + x) - LogGamma(p.R) + (p.R * Math.Log(p.Alpha)) + LogGamma(p.A + p.B) + LogGamma(p.B + x)
            - LogGamma(p.B) - LogGamma(p.A + p.B + x);
        var alive = -(p.R + x) * Math.Log(p.Alpha + age);
        if (x == 0)
        {
            return constant + alive;
        }

        var gone = Math.Log(p.A) - Math.Log(p.B + x - 1) - ((p.R + x) * Math.Log(p.Alpha + tx));
        var larger = Math.Max(alive, gone);
        return constant + larger + Math.Log(Math.Exp(alive - larger) + Math.Exp(gone - larger));
    }

    /// <summary>Fader and Hardie 2013, the likelihood of a customer's mean spend.</summary>
    public static double SpendLogLikelihood(in GammaGammaParameters g, int x, double mean) =>
        LogGamma((g.P * x) + g.Q) - LogGamma(g.P * x) - LogGamma(g.Q) + (g.Q * Math.Log(g.V)) + (((g.P * x) - 1) * Math.Log(mean))
        + (g.P * x * Math.Log(x)) - (((g.P * x) + g.Q) * Math.Log(g.V + (x * mean)));

    /// <summary>
    /// Purchases of a customer who has not left, from the story of the model and without any hypergeometric function:
    /// at chance p to leave, (1 − e^(−λpt)) / p purchases; λ is integrated out in closed form, p numerically over Beta(a, b+x).
    /// </summary>
    public static double ExpectedPurchasesIfAlive(BgNbdParameters p, int x, double age, double horizon)
    {
        // p = s⁴ takes the singularity of the density at zero away.
        double Integrand(double s)
        {
            var leave = s * s * s * s;
            if (leave is <= 0 or >= 1)
            {
                return 0;
            }

            var survivors = -double.ExpM1((p.R + x) * -double.LogP1(leave * horizon / (p.Alpha + age)));
            return survivors / leave * Beta.PDF(p.A, p.B + x, leave) * 4 * s * s * s;
        }

        return DoubleExponentialTransformation.Integrate(Integrand, 0, 1, 1e-12);
    }

    private static double LogGamma(double value) => SpecialFunctions.GammaLn(value);
}
