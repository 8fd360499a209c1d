namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>
/// How often the buyers of a product come back. Only purchases whose horizon ended before the cut-off are counted, so
/// nothing after it is used; products with few purchases are drawn to the shop's mean.
/// </summary>
internal static class ItemRetention
{
    private const double PriorPurchases = 20;
    private const long SecondsPerDay = 86_400;

    /// <returns>Per product, 0 to 1; one half everywhere when no horizon has ended yet.</returns>
    public static double[] Before(PurchaseLog log, long cutoffSeconds, int horizonDays)
    {
        var items = log.Item.Length == 0 ? 0 : log.Item.Max() + 1;
        var (returned, bought) = (new double[items], new double[items]);
        var horizon = horizonDays * SecondsPerDay;
        for (var customer = 0; customer < log.CustomerCount; customer++)
        {
            Count(log, customer, cutoffSeconds - horizon, horizon, returned, bought);
        }

        var mean = bought.Sum() > 0 ? returned.Sum() / bought.Sum() : 0.5;
        return [.. returned.Select((count, item) => (count + (PriorPurchases * mean)) / (bought[item] + PriorPurchases))];
    }

    // From the newest line to the oldest, so that the next purchase of another day is at hand.
    private static void Count(PurchaseLog log, int customer, long lastSeconds, long horizon, double[] returned, double[] bought)
    {
        var (next, sameDay, day) = (long.MaxValue, long.MaxValue, int.MinValue);
        for (var line = log.Offsets[customer + 1] - 1; line >= log.Offsets[customer]; line--)
        {
            if (log.IsReturn[line] || log.Seconds[line] >= lastSeconds + horizon)
            {
                continue;
            }

            if (log.Day[line] != day)
            {
                (next, day) = (sameDay, log.Day[line]);
            }

            sameDay = log.Seconds[line];
            if (log.Seconds[line] < lastSeconds)
            {
                bought[log.Item[line]]++;
                returned[log.Item[line]] += next != long.MaxValue && next - log.Seconds[line] <= horizon ? 1 : 0;
            }
        }
    }
}
