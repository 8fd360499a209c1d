using System.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Values;

/// <summary>
/// Turns cells into strings and gives the same string again for the same cell, so that an id that stands in a million
/// rows is made once. A bounded number of slots, the newer cell replacing the older: no wrong answers. Starts small,
/// because most files are. Not safe for several threads.
/// </summary>
internal sealed class KeyPool(Func<string, string>? convert = null)
{
    private const int FewestSlots = 1 << 8;
    private const int MostSlots = 1 << 15;
    private const int LongestPooled = 64;

    private Entry[] _entries = new Entry[FewestSlots];
    private int _made;

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPooled)
        {
            return Make(utf8);
        }

        var hash = StableHash.Of(utf8);
        ref var entry = ref _entries[hash & (ulong)(_entries.Length - 1)];
        if (entry.Value is null || entry.Hash != hash || !utf8.SequenceEqual(entry.Bytes))
        {
            if (++_made > _entries.Length && _entries.Length < MostSlots)
            {
                Grow();
                entry = ref _entries[hash & (ulong)(_entries.Length - 1)];
            }

            entry = new Entry(hash, utf8.ToArray(), Make(utf8));
        }

        return entry.Value!;
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 4];
        foreach (var entry in _entries)
        {
            larger[entry.Hash & (ulong)(larger.Length - 1)] = entry;
        }

        (_entries, _made) = (larger, 0);
    }

    private string Make(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return convert is null ? text : convert(text);
    }

    private readonly record struct Entry(ulong Hash, byte[] Bytes, string Value);
}
