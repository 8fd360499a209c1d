using MerchantStudio.Core.Predictors.LifetimeValue;

namespace MerchantStudio.Core.Serving.Outlook;

/// <summary>P(alive) of one customer over time: by today's parameters and what was known of the customer on each day.</summary>
internal static class AliveCurve
{
    private const int DaysPerWeek = 7;
    private const int MostSteps = 160;
    private const int WeeksAhead = 26;

    /// <param name="model">Fitted parameters; times in weeks.</param>
    /// <param name="purchaseDays">Days with a purchase, rising, without doubles.</param>
    /// <param name="asOf">Last day that is known.</param>
    public static IReadOnlyList<AlivePoint> Of(BgNbdParameters model, IReadOnlyList<DateOnly> purchaseDays, DateOnly asOf)
    {
        if (purchaseDays.Count == 0 || purchaseDays[0] > asOf)
        {
            return [];
        }

        var weeks = (asOf.DayNumber - purchaseDays[0].DayNumber) / DaysPerWeek;
        var step = DaysPerWeek * Math.Max(1, (weeks + MostSteps - 1) / MostSteps);
        var points = new List<AlivePoint>();
        for (var day = purchaseDays[0]; day < asOf; day = day.AddDays(step))
        {
            points.Add(new AlivePoint(day, On(model, purchaseDays, day, asOf), false));
        }

        points.Add(new AlivePoint(asOf, On(model, purchaseDays, asOf, asOf), false));
        for (var week = 1; week <= WeeksAhead; week++)
        {
            var day = asOf.AddDays(week * DaysPerWeek);
            points.Add(new AlivePoint(day, On(model, purchaseDays, day, asOf), true));
        }

        return points;
    }

    private static double On(BgNbdParameters model, IReadOnlyList<DateOnly> purchaseDays, DateOnly day, DateOnly asOf)
    {
        var known = day < asOf ? day : asOf;
        var bought = purchaseDays.TakeWhile(purchase => purchase <= known).ToArray();
        return BgNbd.ProbabilityAlive(
            model, bought.Length - 1, (bought[^1].DayNumber - bought[0].DayNumber) / (double)DaysPerWeek, (day.DayNumber - bought[0].DayNumber) / (double)DaysPerWeek);
    }
}
