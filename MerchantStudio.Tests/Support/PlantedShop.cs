using System.Globalization;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Support;

/// <summary>
/// A small shop with habits planted in it: every customer belongs to a group and takes the group's items one after another in a
/// fixed order, one basket a day; now and then something of their own again, or a bestseller that everybody takes.
/// </summary>
public static class PlantedShop
{
    public const int Groups = 4;
    public const int ItemsPerGroup = 12;

    public static InteractionData Build(int customers = 160, int basketsEach = 8, ulong seed = 5)
    {
        var random = new SeededRandom(seed);
        var builder = new InteractionDataBuilder();
        for (var customer = 0; customer < customers; customer++)
        {
            var (group, place, taken) = (customer % Groups, random.NextInt(ItemsPerGroup), new List<int>());
            for (var basket = 0; basket < basketsEach; basket++)
            {
                place = (place + 1 + random.NextInt(2)) % ItemsPerGroup;
                var item = random.NextDouble() switch
                {
                    < 0.3 when taken.Count > 0 => taken[random.NextInt(taken.Count)],
                    < 0.5 => random.NextInt(Groups) * ItemsPerGroup,
                    _ => (group * ItemsPerGroup) + place,
                };
                taken.Add(item);
                Add(builder, customer, basket, item);
            }
        }

        return builder.Build();
    }

    private static void Add(InteractionDataBuilder builder, int customer, int basket, int item) => builder.Add(
        $"c{customer:000}", $"i{item:000}", basket.ToString(CultureInfo.InvariantCulture), Day(basket, customer));

    /// <summary>Time of a basket: a day each, a second apart between customers.</summary>
    public static long Day(int day, int second = 0) => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day).AddSeconds(second).Ticks;
}
