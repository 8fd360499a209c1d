using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// What each purchase predicts: an item of the customer's next basket, another one each time it is asked, since a basket has no order
/// within it. In the last basket there is only the item that follows. Where every basket holds one item, this is the next item.
/// </summary>
internal sealed class NextPurchases
{
    private readonly InteractionData _data;

    // [interactions]: where the customer's next basket begins; the interaction after it where there is none.
    private readonly int[] _from;
    private readonly int[] _count;

    public NextPurchases(InteractionData data)
    {
        (_data, _from, _count) = (data, new int[data.Count], new int[data.Count]);
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            Fill(data.Offsets[customer], data.Offsets[customer + 1]);
        }
    }

    /// <param name="place">Of an interaction; not a customer's last one.</param>
    /// <param name="random">Asked only where there is a choice.</param>
    public int After(int place, SeededRandom random) =>
        _data.Items[_from[place] + (_count[place] > 1 ? random.NextInt(_count[place]) : 0)];

    private void Fill(int from, int to)
    {
        var (next, end) = (to, to);
        for (var i = to - 1; i >= from; i--)
        {
            if (i + 1 < to && _data.Baskets[i] != _data.Baskets[i + 1])
            {
                (next, end) = (i + 1, next);
            }

            (_from[i], _count[i]) = next < to ? (next, end - next) : (i + 1, 1);
        }
    }
}
