namespace MerchantStudio.Core.Features;

/// <summary>
/// One border in time for everybody: a model learns what came before and is tried on what came after, as it will be used.
/// The catalogue is what was sold before the border, the most popular items first, so that equal scores favour what more
/// customers take; customers are tried when they have something on both sides.
/// </summary>
public static class TimeSplit
{
    /// <summary>The time at a share of the data's span: first + share · (last − first).</summary>
    public static long At(InteractionData data, double share)
    {
        var (first, last) = data.TimeRange();
        return first + (long)(share * (last - first));
    }

    /// <param name="data">All interactions.</param>
    /// <param name="borderUtcTicks">Train: time &lt; border.</param>
    /// <param name="endUtcTicks">Held out: border ≤ time &lt; end.</param>
    public static DataSplit Split(InteractionData data, long borderUtcTicks, long endUtcTicks = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (train, newItem) = data.Where(i => data.UtcTicks[i] < borderUtcTicks).InPopularityOrder();
        var heldOut = new List<HeldOutCustomer>();
        var (cold, unknown) = (0, 0);
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            var later = LaterItems(data, customer, borderUtcTicks, endUtcTicks);
            var relevant = later.Select(item => newItem[item]).Where(item => item >= 0).Order().ToArray();
            cold += later.Count - relevant.Length;
            var id = data.CustomerIds[customer];
            if (!train.CustomerIds.TryGetIndex(id, out var known))
            {
                unknown += later.Count > 0 ? 1 : 0;
            }
            else if (relevant.Length > 0)
            {
                heldOut.Add(new HeldOutCustomer(id, train.HistoryOf(known), relevant));
            }
        }

        return new DataSplit { Train = train, HeldOut = heldOut, ColdPurchases = cold, UnknownCustomers = unknown };
    }

    private static HashSet<int> LaterItems(InteractionData data, int customer, long from, long end)
    {
        var items = new HashSet<int>();
        for (var i = data.Offsets[customer]; i < data.Offsets[customer + 1]; i++)
        {
            if (data.UtcTicks[i] >= from && data.UtcTicks[i] < end)
            {
                items.Add(data.Items[i]);
            }
        }

        return items;
    }
}
