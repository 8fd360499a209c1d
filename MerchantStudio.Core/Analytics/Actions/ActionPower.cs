namespace MerchantStudio.Core.Analytics.Actions;

/// <summary>
/// How large a difference of purchase rates a list can show, and how large a list shows a difference: two-sided at 5 %,
/// seen four times out of five (normal approximation; Fleiss, Levin and Paik 2003, chapter 4, without continuity correction).
/// </summary>
public static class ActionPower
{
    // Normal quantiles at 97.5 % and 80 %.
    private const double Reach = 1.959963984540054 + 0.8416212335729143;

    /// <summary>Smallest difference of purchase rates, as a share, that arms of these sizes would show.</summary>
    /// <param name="rate">Purchase rate to be expected without any action, 0 to 1.</param>
    /// <param name="treated">Customers treated.</param>
    /// <param name="heldOut">Customers held out.</param>
    /// <returns>Null when an arm is empty, or when nobody or everybody buys anyway so that the rate tells nothing.</returns>
    public static double? SmallestDifference(double rate, int treated, int heldOut) =>
        treated == 0 || heldOut == 0 || rate <= 0 || rate >= 1
            ? null
            : Reach * Math.Sqrt(rate * (1 - rate) * ((1.0 / treated) + (1.0 / heldOut)));

    /// <summary>Customers, treated and held out together, that would show a difference between these purchase rates.</summary>
    /// <param name="treatedRate">Purchase rate of the treated, 0 to 1.</param>
    /// <param name="heldOutRate">Purchase rate of those left alone, 0 to 1.</param>
    /// <param name="holdoutShare">Share that is held out, above 0 and below 1.</param>
    /// <returns>Null when the rates are equal or the share leaves an arm empty.</returns>
    public static long? CustomersNeeded(double treatedRate, double heldOutRate, double holdoutShare)
    {
        var difference = treatedRate - heldOutRate;
        if (difference == 0 || holdoutShare <= 0 || holdoutShare >= 1)
        {
            return null;
        }

        var variance = (treatedRate * (1 - treatedRate) / (1 - holdoutShare)) + (heldOutRate * (1 - heldOutRate) / holdoutShare);
        return (long)Math.Ceiling(Reach * Reach * variance / (difference * difference));
    }
}
