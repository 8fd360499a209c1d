using MerchantStudio.Core.Predictors;

namespace MerchantStudio.Tests.Predictors.Churn;

/// <summary>A year and more of a made-up shop: each customer has a rhythm, and some stop for good.</summary>
internal static class ChurnShop
{
    public static PurchaseLog Draw(int customers, int seed)
    {
        var random = new Random(seed);
        var builder = new PurchaseLogBuilder();
        for (var customer = 0; customer < customers; customer++)
        {
            var rhythm = 10 + (random.NextDouble() * 80);
            var last = random.Next(3) == 0 ? random.Next(100, 400) : 400;
            for (var day = random.Next(0, 150); day < last; day += 1 + (int)(-rhythm * Math.Log(1 - random.NextDouble())))
            {
                builder.Buy(customer, day, random.Next(500, 9_000), item: random.Next(40));
            }
        }

        return builder.Build();
    }
}
