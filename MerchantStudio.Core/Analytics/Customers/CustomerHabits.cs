using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>How much and when a customer buys.</summary>
internal static class CustomerHabits
{
    private const int DaysPerWeek = 7;
    private const int HoursPerDay = 24;

    public static CustomerSpend Spend(Snapshot snapshot, CustomerHistory history)
    {
        var (sales, returns) = (0L, 0L);
        foreach (var row in history.Baskets.SelectMany(basket => basket.Rows))
        {
            var amount = snapshot.RowAmount[row];
            (sales, returns) = snapshot.RowKind[row] == InteractionKind.Refund ? (sales, returns + amount) : (sales + amount, returns);
        }
        var goods = history.Sales.Select(basket => basket.Rows.Where(row => IsProduct(snapshot, row)).ToList()).ToList();
        return new CustomerSpend
        {
            SalesMinor = sales,
            ReturnsMinor = returns,
            UnitsPerOrder = Mean(goods.Select(rows => rows.Sum(row => (double)snapshot.RowQuantity[row]))),
            ProductsPerOrder = Mean(goods.Select(rows => (double)rows.Select(row => snapshot.RowItem[row]).Distinct().Count())),
        };
    }

    public static CustomerRhythm Rhythm(Snapshot snapshot, ShopTime? time, CustomerHistory history)
    {
        var counts = Enumerable.Range(0, DaysPerWeek).Select(_ => new int[HoursPerDay]).ToArray();
        foreach (var basket in history.Sales)
        {
            var local = time?.Clock.ToLocal(basket.Time) ?? basket.Time;
            counts[Weekday(local)][ShopClock.HourOfLocal(local)]++;
        }
        var gaps = history.Sales.Zip(history.Sales.Skip(1), (one, next) => (next.Time - one.Time) / (double)ShopClock.MillisecondsPerDay).ToList();
        return new CustomerRhythm
        {
            WeekdayHours = counts,
            GapsDays = gaps,
            MedianGapDays = Median(gaps),
            GapVariation = Variation(gaps),
            DaysSinceLast = history.Sales is [.., var last] && snapshot.Header.ToUtc is { } end
                ? (UnixTime.Milliseconds(end) - last.Time) / (double)ShopClock.MillisecondsPerDay
                : null,
        };
    }

    /// <summary>Orders count their sales; revenue has the returns of the month taken off.</summary>
    public static IReadOnlyList<CustomerMonth> Months(ShopTime? time, CustomerHistory history)
    {
        if (time is null || history.Baskets.Count == 0)
        {
            return [];
        }
        var byMonth = history.Baskets.ToLookup(basket => MonthOf(time, basket.Time));
        var months = new List<CustomerMonth>();
        for (var month = MonthOf(time, history.Baskets[0].Time); month <= MonthOf(time, history.Baskets[^1].Time); month = month.AddMonths(1))
        {
            months.Add(new CustomerMonth(month, byMonth[month].Count(basket => !basket.IsReturn), byMonth[month].Sum(basket => basket.AmountMinor)));
        }
        return months;
    }

    internal static bool IsProduct(Snapshot snapshot, int row) =>
        snapshot.RowItem[row] is >= 0 and var item && (snapshot.Items.Flags[item] & ItemFlags.Product) != 0;

    private static DateOnly MonthOf(ShopTime time, long utcMs) =>
        CalendarUnit.Month.StartOf(DateOnly.FromDayNumber(time.Clock.DayNumberOf(utcMs)));

    // Day 0 of DateOnly was a Monday.
    private static int Weekday(long localMs) => ShopClock.DayNumberOfLocal(localMs) % DaysPerWeek;

    private static double? Mean(IEnumerable<double> values) => values.Any() ? values.Average() : null;

    private static double? Variation(List<double> gaps)
    {
        var mean = gaps.Count < 3 ? 0 : gaps.Average();
        return mean <= 0 ? null : Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean;
    }

    private static double? Median(List<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
