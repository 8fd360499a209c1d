using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.Popularity;

/// <summary>Customers per item, each counted once at the latest purchase and half as much after each half-life.</summary>
internal static class PopularityCount
{
    /// <param name="data">What was taken; ages are counted back from its last time.</param>
    /// <param name="halfLifeDays">0 = no decay.</param>
    internal static float[] Of(InteractionData data, double halfLifeDays)
    {
        var counts = new float[data.ItemCount];
        var lastCustomer = new int[data.ItemCount];
        Array.Fill(lastCustomer, -1);
        var lastTime = data.TimeRange().Last;
        var halfLifeTicks = halfLifeDays * TimeSpan.TicksPerDay;
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            // From the latest back, so that the first sight of an item is its latest purchase.
            for (var i = data.Offsets[customer + 1] - 1; i >= data.Offsets[customer]; i--)
            {
                var item = data.Items[i];
                if (lastCustomer[item] != customer)
                {
                    lastCustomer[item] = customer;
                    counts[item] += halfLifeTicks > 0 ? (float)Math.Pow(0.5, (lastTime - data.UtcTicks[i]) / halfLifeTicks) : 1;
                }
            }
        }

        return counts;
    }
}
