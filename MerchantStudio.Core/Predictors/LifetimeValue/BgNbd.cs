namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>
/// The four parameters of BG/NBD. Purchase rates vary over customers as Gamma(<paramref name="R"/>,
/// <paramref name="Alpha"/>) per week, the chance to leave after a purchase as Beta(<paramref name="A"/>, <paramref name="B"/>).
/// </summary>
public readonly record struct BgNbdParameters(double R, double Alpha, double A, double B);

/// <summary>
/// BG/NBD (Fader, Hardie and Lee 2005, "Counting your customers the easy way"). Times are weeks, x counts repeat
/// purchases, tx is the time of the last one and age the time observed, both from the first purchase.
/// </summary>
public static class BgNbd
{
    private const int MaxTerms = 200_000;
    private const double Tolerance = 1e-13;

    /// <summary>
    /// Chance that the customer has not left. Every customer without a repeat purchase is alive under this model: one
    /// leaves only after a repeat purchase.
    /// </summary>
    public static double ProbabilityAlive(in BgNbdParameters p, int x, double tx, double age)
    {
        if (x == 0)
        {
            return 1;
        }

        // The odds of having left, in logs: the power overflows for heavy buyers.
        var logOdds = Math.Log(p.A) - Math.Log(p.B + x - 1) + ((p.R + x) * Math.Log((p.Alpha + age) / (p.Alpha + tx)));
        return 1 / (1 + Math.Exp(logOdds));
    }

    /// <summary>Purchases expected in the <paramref name="horizon"/> weeks after the end of observation.</summary>
    public static double ExpectedPurchases(in BgNbdParameters p, int x, double tx, double age, double horizon) =>
        ProbabilityAlive(p, x, tx, age) * ExpectedPurchasesIfAlive(p, x, age, horizon);

    /// <summary>Repeat purchases expected in the first <paramref name="weeks"/> weeks of a customer's life.</summary>
    public static double ExpectedRepeats(in BgNbdParameters p, double weeks) => ExpectedPurchasesIfAlive(p, 0, 0, weeks);

    /// <summary>
    /// Purchases expected of a customer who has not left. The paper's hypergeometric function overflows for heavy
    /// buyers and its factor (a + b + x - 1) / (a - 1) is singular at a = 1. After Euler's transformation the large
    /// powers cancel against those in front, and pulling the factor into the series removes the singularity:
    /// −[C·ln(1−z)·φ(u) + eᵘ·Σₙ (A)ₙ (a)ₙ₋₁ zⁿ / ((C+1)ₙ₋₁ n!)] with C = a+b+x−1, A = a+b−1−r, z = h/(α+T+h),
    /// u = (a−1)·ln(1−z) and φ(u) = (eᵘ−1)/u.
    /// </summary>
    public static double ExpectedPurchasesIfAlive(in BgNbdParameters p, int x, double age, double horizon)
    {
        if (horizon <= 0)
        {
            return 0;
        }

        var z = horizon / (p.Alpha + age + horizon);
        var logOneMinusZ = -double.LogP1(horizon / (p.Alpha + age));
        var u = (p.A - 1) * logOneMinusZ;
        var c = p.A + p.B + x - 1;
        return -((c * logOneMinusZ * ExpM1Over(u)) + (Math.Exp(u) * Series(p.A + p.B - 1 - p.R, p.A, c + 1, z)));
    }

    /// <summary>
    /// Weeks from now within which a customer who has not left orders again with chance <paramref name="share"/>: the
    /// waiting time given x purchases in age weeks is Lomax(r + x, α + T). Half gives the median.
    /// </summary>
    public static double WaitingTime(in BgNbdParameters p, int x, double age, double share) =>
        (p.Alpha + age) * double.ExpM1(-double.LogP1(-share) / (p.R + x));

    // Σ over n ≥ 1 of (first)ₙ (second)ₙ₋₁ zⁿ / ((third)ₙ₋₁ n!), all of whose factors but the first are positive.
    private static double Series(double first, double second, double third, double z)
    {
        var term = first * z;
        var sum = term;
        for (var n = 1; n < MaxTerms && Math.Abs(term) > Tolerance * Math.Abs(sum); n++)
        {
            term *= (first + n) * (second + n - 1) * z / ((third + n - 1) * (n + 1));
            sum += term;
        }

        return sum;
    }

    private static double ExpM1Over(double u) => Math.Abs(u) < 1e-12 ? 1 : double.ExpM1(u) / u;
}
