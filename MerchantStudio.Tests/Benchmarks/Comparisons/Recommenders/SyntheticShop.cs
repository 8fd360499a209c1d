using System.Globalization;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Benchmarks.Comparisons.Recommenders;

/// <summary>A shop of a given size whose popular items sell much more than the others.</summary>
internal static class SyntheticShop
{
    internal static InteractionData Build(int customers, int items, int purchasesEach)
    {
        var random = new SeededRandom(1);
        var builder = new InteractionDataBuilder();
        for (var item = 0; item < items; item++)
        {
            builder.AddItem(Name(item));
        }

        for (var customer = 0; customer < customers; customer++)
        {
            for (var purchase = 0; purchase < purchasesEach; purchase++)
            {
                var item = (int)(random.NextDouble() * random.NextDouble() * items);
                builder.Add(Name(customer), Name(item), Name(purchase), purchase * TimeSpan.TicksPerDay);
            }
        }

        return builder.Build();
    }

    private static string Name(int number) => number.ToString("00000", CultureInfo.InvariantCulture);
}
