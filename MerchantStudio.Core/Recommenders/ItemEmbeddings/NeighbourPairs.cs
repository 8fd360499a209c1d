using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.ItemEmbeddings;

/// <summary>Pairs of items that a customer took within a few purchases of each other, in both directions.</summary>
internal static class NeighbourPairs
{
    public static (int Centre, int Context)[] Of(InteractionData data, int window)
    {
        var pairs = new List<(int, int)>();
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            var items = data.ItemsOf(customer);
            for (var i = 0; i < items.Length; i++)
            {
                for (var j = i + 1; j <= Math.Min(i + window, items.Length - 1); j++)
                {
                    if (items[i] != items[j])
                    {
                        pairs.Add((items[i], items[j]));
                        pairs.Add((items[j], items[i]));
                    }
                }
            }
        }

        return [.. pairs];
    }
}
