namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>Fits on the time before a split and compares with what the same customers did after it.</summary>
public static class BackTest
{
    private const int DaysPerWeek = 7;
    private const int OpenEndedFrom = 7;

    /// <param name="log">The purchases of the shop.</param>
    /// <param name="splitDay">First day that the fit does not see, in days since 1970.</param>
    /// <param name="endDay">First day after the held-out time.</param>
    /// <param name="options">Settings of the fit; the horizon is the held-out time.</param>
    /// <param name="minorPerMajor">Minor units in a major one.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    public static BackTestReport Run(
        PurchaseLog log, int splitDay, int endDay, LifetimeValueOptions options, double minorPerMajor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(splitDay, endDay);
        var data = RepeatPurchases.FromLog(log, splitDay, minorPerMajor);
        var fit = LifetimeValueModel.Fit(data, options, cancellationToken);
        var weeks = (endDay - splitDay) / (double)DaysPerWeek;
        var heldOut = HeldOut.Collect(log, data, splitDay, endDay, minorPerMajor);
        var expected = Expected(data, fit, weeks);
        return new BackTestReport
        {
            CalibrationWeeks = data.Age.Max(),
            HeldOutWeeks = weeks,
            Customers = data.Count,
            Fit = fit,
            ByFrequency = Groups(data, heldOut, expected),
            Cumulative = CumulativePurchases.Weekly(log, fit.Purchases, splitDay, endDay),
            ActualTotal = heldOut.Purchases.Sum(n => (long)n),
            Model = Error(expected, heldOut.Purchases),
            Naive = Error([.. heldOut.Before.Select(n => (double)n)], heldOut.Purchases),
            ActualSpend = heldOut.Spend,
            ExpectedSpend = ExpectedSpend(data, fit, expected),
        };
    }

    private static double[] Expected(RepeatPurchases data, LifetimeValueFit fit, double weeks)
    {
        var expected = new double[data.Count];
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] = BgNbd.ExpectedPurchases(fit.Purchases, data.Frequency[i], data.Recency[i], data.Age[i], weeks);
        }

        return expected;
    }

    private static double ExpectedSpend(RepeatPurchases data, LifetimeValueFit fit, double[] expected)
    {
        if (fit.Spend is not { } spend)
        {
            return 0;
        }

        var sum = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            sum += expected[i] * GammaGamma.ExpectedSpend(spend, data.Frequency[i], data.MeanSpend[i]);
        }

        return double.IsFinite(sum) ? sum : 0;
    }

    private static List<FrequencyGroup> Groups(RepeatPurchases data, HeldOut heldOut, double[] expected)
    {
        var groups = new List<FrequencyGroup>();
        foreach (var rows in Enumerable.Range(0, data.Count).GroupBy(i => Math.Min(data.Frequency[i], OpenEndedFrom)).OrderBy(g => g.Key))
        {
            groups.Add(new FrequencyGroup(
                rows.Key, rows.Key == OpenEndedFrom, rows.Count(), rows.Average(i => heldOut.Purchases[i]), rows.Average(i => expected[i]),
                rows.Average(i => heldOut.Before[i])));
        }

        return groups;
    }

    private static ForecastError Error(double[] forecast, int[] actual)
    {
        var (absolute, squared, total) = (0.0, 0.0, 0.0);
        for (var i = 0; i < actual.Length; i++)
        {
            var off = forecast[i] - actual[i];
            absolute += Math.Abs(off);
            squared += off * off;
            total += forecast[i];
        }

        return new ForecastError(absolute / actual.Length, Math.Sqrt(squared / actual.Length), total);
    }

    /// <summary>What each customer of the fit did after the split, and in the equally long time before it.</summary>
    private sealed record HeldOut(int[] Purchases, int[] Before, double Spend)
    {
        public static HeldOut Collect(PurchaseLog log, RepeatPurchases data, int splitDay, int endDay, double minorPerMajor)
        {
            var (purchases, before, spend) = (new int[data.Count], new int[data.Count], 0L);
            var windowStart = splitDay - (endDay - splitDay);
            for (var i = 0; i < data.Count; i++)
            {
                var (isFirst, previous) = (true, 0);
                for (var line = log.Offsets[data.Customer[i]]; line < log.Offsets[data.Customer[i] + 1] && log.Day[line] < endDay; line++)
                {
                    var day = log.Day[line];
                    if (log.IsReturn[line])
                    {
                        continue;
                    }

                    spend += day >= splitDay ? log.AmountMinor[line] : 0;
                    if (isFirst || day != previous)
                    {
                        purchases[i] += day >= splitDay ? 1 : 0;
                        before[i] += !isFirst && day >= windowStart && day < splitDay ? 1 : 0;
                    }

                    (isFirst, previous) = (false, day);
                }
            }

            return new HeldOut(purchases, before, spend / minorPerMajor);
        }
    }
}
