using System.Globalization;
using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>A feature of the churn model.</summary>
/// <param name="Name">Stable name; the words are resources of that name.</param>
/// <param name="Direction">How the chance to leave may move when the feature grows.</param>
/// <param name="Value">Its value for a customer; NaN when it does not apply.</param>
public sealed record ChurnFeature(string Name, Monotone Direction, Func<CustomerHistory, double> Value);

/// <summary>The features, all from before the cut-off.</summary>
public static class ChurnFeatures
{
    /// <summary>Name of the features that say together what kind of products somebody buys; each has a number after it.</summary>
    public const string Taste = "taste";

    public static IReadOnlyList<ChurnFeature> All { get; } =
    [
        new("recency", Monotone.Rising, c => c.Days[^1].DaysBefore),
        new("frequency", Monotone.Falling, c => c.Days.Count),
        new("tenure", Monotone.Free, c => c.Days[0].DaysBefore),
        new("orders-30", Monotone.Falling, c => c.CountWithin(30)),
        new("orders-90", Monotone.Falling, c => c.CountWithin(90)),
        new("orders-180", Monotone.Falling, c => c.CountWithin(180)),
        new("mean-gap", Monotone.Free, MeanGap),
        new("gap-variation", Monotone.Free, GapVariation),
        new("last-gap", Monotone.Free, c => c.Gaps.Count > 0 ? c.Gaps[^1] : double.NaN),
        new("overdue", Monotone.Rising, c => c.Days[^1].DaysBefore / MeanGap(c)),
        new("spend", Monotone.Falling, c => Log(c.Spend)),
        new("basket", Monotone.Free, c => Log(c.Spend / c.Days.Count)),
        new("last-basket", Monotone.Free, c => Log(c.Days[^1].Amount)),
        new("spend-90", Monotone.Falling, c => Log(c.SpendBetween(90, 0))),
        new("spend-trend", Monotone.Falling, c => Log(c.SpendBetween(90, 0)) - Log(c.SpendBetween(180, 90))),
        new("items", Monotone.Falling, c => c.Items),
        new("lines-per-order", Monotone.Free, c => c.Days.Average(day => day.Lines)),
        new("last-lines", Monotone.Free, c => c.Days[^1].Lines),
        new("units", Monotone.Free, c => Log(c.Days.Sum(day => day.Units))),
        new("familiar-share", Monotone.Free, FamiliarShare),
        new("categories", Monotone.Free, c => c.Categories > 0 ? c.Categories : double.NaN),
        new("returns", Monotone.Free, c => c.Returns),
        new("returned-share", Monotone.Free, c => c.Spend > 0 ? Math.Min(1, c.ReturnedAmount / c.Spend) : double.NaN),
        new("season", Monotone.Falling, LastSeason),
        new("alive", Monotone.Falling, c => c.Forecast.ProbabilityAlive),
        new("silence", Monotone.Rising, c => c.Forecast.ProbabilityOfSilence),
        new("expected-purchases", Monotone.Falling, c => c.Forecast.ExpectedPurchases),
        new("months", Monotone.Falling, c => c.Days.Select(day => (int)(day.DaysBefore / 30)).Distinct().Count()),
        new("overdue-longest", Monotone.Rising, c => c.Gaps.Count > 0 ? c.Days[^1].DaysBefore / c.Gaps.Max() : double.NaN),
        new("centre", Monotone.Free, c => c.Days.Count > 1 ? c.Days.Average(day => day.DaysBefore) / c.Days[0].DaysBefore : double.NaN),
        new("item-retention", Monotone.Falling, c => c.Days.Sum(day => day.Retention) / c.Days.Sum(day => day.Lines)),
        new("last-item-retention", Monotone.Falling, c => c.Days[^1].Retention / c.Days[^1].Lines),
        new("vitality", Monotone.Falling, c => c.Vitality),
        new("last-vitality", Monotone.Falling, c => c.LastVitality),
        .. Enumerable.Range(0, TasteAxes.Count).Select(axis => new ChurnFeature(FormattableString.Invariant($"{Taste}-{axis + 1}"), Monotone.Free, c => c.Taste[axis])),
        new("event-recency", Monotone.Rising, c => c.DaysSinceEvent),
        new("events-30", Monotone.Falling, c => c.RecentEvents),
    ];

    /// <summary>Which direction of taste a feature measures, from 0; null for every other feature.</summary>
    public static int? TasteAxisOf(string feature) =>
        feature.StartsWith(Taste + "-", StringComparison.Ordinal) ? int.Parse(feature.AsSpan(Taste.Length + 1), CultureInfo.InvariantCulture) - 1 : null;

    private static double MeanGap(CustomerHistory c) =>
        c.Gaps.Count > 0 ? (c.Days[0].DaysBefore - c.Days[^1].DaysBefore) / c.Gaps.Count : double.NaN;

    private static double GapVariation(CustomerHistory c)
    {
        if (c.Gaps.Count < 2)
        {
            return double.NaN;
        }

        var mean = MeanGap(c);
        return Math.Sqrt(c.Gaps.Average(gap => (gap - mean) * (gap - mean))) / mean;
    }

    // Purchases in the same weeks of the year before as the 90 days to come; only of customers who were there then.
    private static double LastSeason(CustomerHistory c) =>
        c.Days[0].DaysBefore >= 275 ? c.CountWithin(365) - c.CountWithin(275) : double.NaN;

    private static double FamiliarShare(CustomerHistory c) => c.Days.Count < 2
        ? double.NaN
        : 1 - (c.Days.Skip(1).Sum(day => day.NewItems) / (double)c.Days.Skip(1).Sum(day => day.Lines));

    // Amounts spread over orders of magnitude; refunds can make them negative.
    private static double Log(double amount) => Math.Log(1 + Math.Max(0, amount));
}
