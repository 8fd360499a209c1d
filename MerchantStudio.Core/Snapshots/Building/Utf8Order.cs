using System.Buffers.Binary;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Sorts texts by their UTF-8 bytes, the order in which the tables of a snapshot are searched.</summary>
internal static class Utf8Order
{
    /// <summary>Numbers of the texts in sorted order; equal texts by number.</summary>
    public static int[] Of(int count, Func<int, ReadOnlySpan<byte>> textOf)
    {
        var prefixes = new ulong[count];
        var order = new int[count];
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        for (var i = 0; i < count; i++)
        {
            var text = textOf(i);
            prefix.Clear();
            text[..Math.Min(sizeof(ulong), text.Length)].CopyTo(prefix);
            (prefixes[i], order[i]) = (BinaryPrimitives.ReadUInt64BigEndian(prefix), i);
        }

        Array.Sort(prefixes, order);
        for (var from = 0; from < count;)
        {
            var to = from + 1;
            while (to < count && prefixes[to] == prefixes[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                order.AsSpan(from..to).Sort((a, b) => textOf(a).SequenceCompareTo(textOf(b)) is not 0 and var unequal ? unequal : a.CompareTo(b));
            }

            from = to;
        }

        return order;
    }

    /// <summary>Where each old index went: the inverse of an order.</summary>
    public static int[] Ranks(int[] order)
    {
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return ranks;
    }
}
