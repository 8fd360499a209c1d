namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>Repeat purchases since the first day, week by week: counted, and expected from the day each customer came.</summary>
internal static class CumulativePurchases
{
    private const int DaysPerWeek = 7;

    /// <summary>Only customers who came before <paramref name="splitDay"/> are followed: the fit knows of no others.</summary>
    public static IReadOnlyList<CumulativePoint> Weekly(PurchaseLog log, BgNbdParameters parameters, int splitDay, int endDay)
    {
        var (arrivals, repeats, start) = CountDays(log, splitDay, endDay);
        var points = new List<CumulativePoint>();
        var (day, actual) = (start, 0L);
        for (var week = 1; start + (week * DaysPerWeek) <= endDay; week++)
        {
            var weekEnd = start + (week * DaysPerWeek);
            for (; day < weekEnd; day++)
            {
                actual += repeats[day - start];
            }

            points.Add(new CumulativePoint(week, actual, Expected(arrivals, parameters, weekEnd - start), weekEnd > splitDay));
        }

        return points;
    }

    private static double Expected(int[] arrivals, BgNbdParameters parameters, int days)
    {
        var sum = 0.0;
        for (var came = 0; came < Math.Min(days, arrivals.Length); came++)
        {
            if (arrivals[came] > 0)
            {
                sum += arrivals[came] * BgNbd.ExpectedRepeats(parameters, (days - 1 - came) / (double)DaysPerWeek);
            }
        }

        return sum;
    }

    private static (int[] Arrivals, int[] Repeats, int Start) CountDays(PurchaseLog log, int splitDay, int endDay)
    {
        var start = log.Day.Length == 0 ? splitDay : Math.Min(log.Day.Min(), splitDay);
        var (arrivals, repeats) = (new int[endDay - start], new int[endDay - start]);
        for (var customer = 0; customer < log.CustomerCount; customer++)
        {
            var last = int.MinValue;
            for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1] && log.Day[line] < endDay; line++)
            {
                var day = log.Day[line];
                if (log.IsReturn[line] || day == last)
                {
                    continue;
                }

                if (last == int.MinValue && day >= splitDay)
                {
                    break;
                }

                (last == int.MinValue ? arrivals : repeats)[day - start]++;
                last = day;
            }
        }

        return (arrivals, repeats, start);
    }
}
