using System.Buffers.Binary;
using System.Text;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>Sorts texts by their UTF-8 bytes, the order in which the tables of a snapshot are searched.</summary>
internal static class Utf8Order
{
    /// <summary>Indices of the texts in sorted order.</summary>
    public static int[] Of(IReadOnlyList<string> texts)
    {
        var bytes = new byte[texts.Count][];
        var entries = new Entry[texts.Count];
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        for (var i = 0; i < texts.Count; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(texts[i]);
            prefix.Clear();
            bytes[i].AsSpan(0, Math.Min(sizeof(ulong), bytes[i].Length)).CopyTo(prefix);
            entries[i] = new Entry(BinaryPrimitives.ReadUInt64BigEndian(prefix), i);
        }

        entries.AsSpan().Sort((a, b) => a.Prefix != b.Prefix
            ? a.Prefix.CompareTo(b.Prefix)
            : Compare(bytes[a.Index], bytes[b.Index], a.Index, b.Index));
        return Array.ConvertAll(entries, entry => entry.Index);
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

    private static int Compare(byte[] a, byte[] b, int indexA, int indexB)
    {
        var order = a.AsSpan().SequenceCompareTo(b);
        return order != 0 ? order : indexA.CompareTo(indexB);
    }

    private readonly record struct Entry(ulong Prefix, int Index);
}
