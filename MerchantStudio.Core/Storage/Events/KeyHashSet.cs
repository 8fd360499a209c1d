using System.Numerics;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>
/// A set of 64-bit hashes of event keys: eight bytes a slot and at most three quarters full, because there may be tens of
/// millions. Among ten million keys the chance that any two share a hash is three in a million.
/// </summary>
internal sealed class KeyHashSet
{
    private long[] _slots = new long[1 << 12];
    private bool _hasZero;

    public int Count { get; private set; }

    /// <returns>False when the hash was there.</returns>
    public bool Add(long hash)
    {
        if (hash == 0)
        {
            var isNew = !_hasZero;
            (_hasZero, Count) = (true, Count + (isNew ? 1 : 0));
            return isNew;
        }

        if (Count + 1 > _slots.Length / 4 * 3)
        {
            Grow();
        }

        if (!Insert(_slots, hash))
        {
            return false;
        }

        Count++;
        return true;
    }

    private static bool Insert(long[] slots, long hash)
    {
        var mask = slots.Length - 1;
        for (var i = (int)(hash >> 20) & mask; ; i = (i + 1) & mask)
        {
            if (slots[i] == hash)
            {
                return false;
            }

            if (slots[i] == 0)
            {
                slots[i] = hash;
                return true;
            }
        }
    }

    private void Grow()
    {
        var larger = new long[(int)BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1)];
        foreach (var hash in _slots)
        {
            if (hash != 0)
            {
                _ = Insert(larger, hash);
            }
        }

        _slots = larger;
    }
}
