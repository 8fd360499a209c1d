using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Analytics.Actions;

/// <summary>What the treated or the held-out customers of an action did after its start.</summary>
/// <param name="Customers">How many.</param>
/// <param name="Buyers">How many of them bought.</param>
/// <param name="Spend">Sum of their spend; refunds can take it below zero.</param>
/// <param name="SquaredSpend">Sum of the squares of each customer's spend.</param>
public sealed record ActionArm(int Customers, int Buyers, double Spend, double SquaredSpend)
{
    public double PurchaseRate => Customers == 0 ? 0 : Buyers / (double)Customers;

    public double MeanSpend => Customers == 0 ? 0 : Spend / Customers;

    public static ActionArm Of(IReadOnlyList<double> spends) =>
        new(spends.Count, spends.Count(spend => spend > 0), spends.Sum(), spends.Sum(spend => spend * spend));

    /// <summary>The arm with one more customer.</summary>
    public ActionArm With(bool bought, double spend) => new(Customers + 1, Buyers + (bought ? 1 : 0), Spend + spend, SquaredSpend + (spend * spend));

    public static ActionArm operator +(ActionArm one, ActionArm other) =>
        new(one.Customers + other.Customers, one.Buyers + other.Buyers, one.Spend + other.Spend, one.SquaredSpend + other.SquaredSpend);

    public static ActionArm Add(ActionArm one, ActionArm other) => one + other;
}

public enum ActionVerdict
{
    /// <summary>The time over which it is measured is not over, or an arm is too small to say anything.</summary>
    TooEarly,

    /// <summary>The interval of the difference holds zero.</summary>
    NoClearEffect,
    Helped,
    Harmed,
}

/// <summary>Treated against held out.</summary>
/// <param name="Treated">The customers to whom something was done.</param>
/// <param name="HeldOut">Those left alone.</param>
/// <param name="PurchaseRate">Difference of the purchase rates, as a share, with its 95 % interval.</param>
/// <param name="MeanSpend">Difference of the mean spends, with its 95 % interval; null when an arm has fewer than two customers.</param>
/// <param name="Verdict">In one word, by the purchase rate.</param>
public sealed record ActionLift(ActionArm Treated, ActionArm HeldOut, Interval PurchaseRate, Interval? MeanSpend, ActionVerdict Verdict)
{
    /// <summary>Fewest customers of an arm about which anything is said.</summary>
    public const int SmallestArm = 30;

    private const double Z = 1.959963984540054;

    public static ActionLift Compare(ActionArm treated, ActionArm heldOut, bool isOver)
    {
        var rate = RateDifference(treated, heldOut);
        var enough = isOver && Math.Min(treated.Customers, heldOut.Customers) >= SmallestArm;
        var verdict = !enough ? ActionVerdict.TooEarly
            : rate.Low > 0 ? ActionVerdict.Helped
            : rate.High < 0 ? ActionVerdict.Harmed : ActionVerdict.NoClearEffect;
        return new ActionLift(treated, heldOut, rate, SpendDifference(treated, heldOut), verdict);
    }

    // Newcombe 1998, method 10: the Wilson intervals of the two rates, put together.
    private static Interval RateDifference(ActionArm treated, ActionArm heldOut)
    {
        var (low1, high1) = WilsonInterval.Of(treated.Buyers, treated.Customers);
        var (low0, high0) = WilsonInterval.Of(heldOut.Buyers, heldOut.Customers);
        var (p1, p0) = (treated.PurchaseRate, heldOut.PurchaseRate);
        return new Interval(
            p1 - p0,
            p1 - p0 - Math.Sqrt(((p1 - low1) * (p1 - low1)) + ((high0 - p0) * (high0 - p0))),
            p1 - p0 + Math.Sqrt(((high1 - p1) * (high1 - p1)) + ((p0 - low0) * (p0 - low0))));
    }

    // Welch's difference of means; arms of thirty and more let the normal stand for Student's t.
    private static Interval? SpendDifference(ActionArm treated, ActionArm heldOut)
    {
        if (Math.Min(treated.Customers, heldOut.Customers) < 2)
        {
            return null;
        }

        var difference = treated.MeanSpend - heldOut.MeanSpend;
        var half = Z * Math.Sqrt(SquaredError(treated) + SquaredError(heldOut));
        return new Interval(difference, difference - half, difference + half);
    }

    private static double SquaredError(ActionArm arm)
    {
        var n = (double)arm.Customers;
        return Math.Max(0, (arm.SquaredSpend - (arm.Spend * arm.Spend / n)) / (n - 1)) / n;
    }
}
