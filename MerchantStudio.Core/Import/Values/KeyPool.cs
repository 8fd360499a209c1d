using System.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Values;

/// <summary>
/// Turns cells into strings and gives the same string again for the same cell, so that an id that stands in a million
/// rows is made once. A fixed number of slots, the newer cell replacing the older: bounded, and no wrong answers.
/// Not safe for several threads.
/// </summary>
internal sealed class KeyPool(Func<string, string>? convert = null)
{
    private const int Slots = 1 << 15;
    private const int LongestPooled = 64;

    private readonly Entry[] _entries = new Entry[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPooled)
        {
            return Make(utf8);
        }

        var hash = StableHash.Of(utf8);
        ref var entry = ref _entries[hash & (Slots - 1)];
        if (entry.Value is null || entry.Hash != hash || !utf8.SequenceEqual(entry.Bytes))
        {
            entry = new Entry(hash, utf8.ToArray(), Make(utf8));
        }

        return entry.Value;
    }

    private string Make(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return convert is null ? text : convert(text);
    }

    private readonly record struct Entry(ulong Hash, byte[] Bytes, string Value);
}
