namespace MerchantStudio.Core.Analytics.Goals;

/// <param name="Rate">Share of the trials, 0 to 1, or an amount per trial; null without trials.</param>
/// <param name="Trials">Visits, or whatever the rate is a share of.</param>
public sealed record DayRate(DateOnly Day, double? Rate, int Trials);

/// <summary>Where a day's rate is expected to lie.</summary>
public sealed record ExpectedBand(double Expected, double Low, double High)
{
    public bool Holds(double rate) => rate >= Low && rate <= High;
}

/// <summary>
/// The band in which a day's rate is expected, from the same weekday of the weeks before. The level is the weekday's median;
/// the spread is a robust one (median absolute deviation, or the 90th percentile where tails are heavier) of all days'
/// distances from their weekday's level, each weighed by its trials. Shares are compared on Anscombe's angular scale
/// (Biometrika 35, 1948), where their spread does not depend on the level and is never taken for smaller than that of a coin;
/// amounts on the square root. The band is three spreads wide to each side, the uncertainty of the level included.
/// </summary>
public static class RateBand
{
    /// <summary>Weeks that are looked back.</summary>
    public const int Weeks = 8;

    /// <summary>Fewer days of the same weekday say nothing.</summary>
    public const int LeastWeeks = 4;

    /// <summary>Days with fewer trials are neither judged nor learned from.</summary>
    public const int LeastTrials = 20;

    private const double Width = 3;
    private const double NormalMad = 1.4826;
    private const double Normal90 = 1.6449;

    // Variance of a median over that of a mean, for normal values.
    private const double MedianVariance = Math.PI / 2;

    /// <summary>The band of a day; null when the past is too short or the day too thin.</summary>
    /// <param name="past">Days before it, in any order; others than those of the last <see cref="Weeks"/> weeks are left out.</param>
    /// <param name="day">The day that is judged; its own rate is not looked at.</param>
    /// <param name="isShare">Whether the rate is a share of its trials, not an amount per trial.</param>
    public static ExpectedBand? Of(IReadOnlyList<DayRate> past, DayRate day, bool isShare)
    {
        ArgumentNullException.ThrowIfNull(past);
        ArgumentNullException.ThrowIfNull(day);
        var first = day.Day.AddDays(-7 * Weeks);
        var byWeekday = past.Where(one => one.Day >= first && one.Day < day.Day && one is { Rate: not null, Trials: >= LeastTrials })
            .GroupBy(one => one.Day.DayOfWeek).Where(weekday => weekday.Count() >= LeastWeeks)
            .ToDictionary(weekday => weekday.Key, weekday => weekday.Select(one => (Value: Scaled(one.Rate!.Value, one.Trials, isShare), one.Trials)).ToList());
        if (day.Trials < LeastTrials || !byWeekday.TryGetValue(day.Day.DayOfWeek, out var same))
        {
            return null;
        }
        var level = Quantile([.. same.Select(one => one.Value)], 0.5);
        var half = Width * Spread(byWeekday.Values, isShare) * Math.Sqrt((1 + (MedianVariance / same.Count)) / day.Trials);
        return new ExpectedBand(Back(level, day.Trials, isShare), Back(level - half, day.Trials, isShare), Back(level + half, day.Trials, isShare));
    }

    // Of a value's distance from its level, times the root of its trials.
    private static double Spread(IEnumerable<List<(double Value, int Trials)>> weekdays, bool isShare)
    {
        var distances = new List<double>();
        foreach (var weekday in weekdays)
        {
            var level = Quantile([.. weekday.Select(one => one.Value)], 0.5);
            // A level that is taken from the values themselves lies too near to them.
            var correction = Math.Sqrt(weekday.Count / (weekday.Count - 1.0));
            distances.AddRange(weekday.Select(one => Math.Abs(one.Value - level) * Math.Sqrt(one.Trials) * correction));
        }
        var robust = Math.Max(NormalMad * Quantile(distances, 0.5), Quantile(distances, 0.9) / Normal90);
        return isShare ? Math.Max(robust, 0.5) : robust;
    }

    private static double Scaled(double rate, int trials, bool isShare) => isShare
        ? Math.Asin(Math.Sqrt(((rate * trials) + 0.375) / (trials + 0.75)))
        : Math.Sqrt(Math.Max(0, rate));

    private static double Back(double value, int trials, bool isShare)
    {
        if (!isShare)
        {
            return value <= 0 ? 0 : value * value;
        }
        var sine = Math.Sin(Math.Clamp(value, 0, Math.PI / 2));
        return Math.Clamp(((sine * sine * (trials + 0.75)) - 0.375) / trials, 0, 1);
    }

    private static double Quantile(List<double> values, double share)
    {
        values.Sort();
        var place = share * (values.Count - 1);
        var below = (int)place;
        return below + 1 < values.Count ? values[below] + ((place - below) * (values[below + 1] - values[below])) : values[below];
    }
}
