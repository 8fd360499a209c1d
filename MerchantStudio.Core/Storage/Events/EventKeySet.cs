using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>
/// The keys of a shop's events, 64-bit hashes, in bounded memory: the latest in a table, the others in sorted runs in a
/// temporary folder's files, behind a filter that says at once of nearly every new key that no run has it.
/// </summary>
internal sealed class EventKeySet : IDisposable
{
    /// <summary>Keys ahead for which the table's line is asked for before it is needed.</summary>
    private const int Ahead = 12;

    private readonly Func<string> _temporaryPath;
    private readonly int _limit;
    private readonly List<KeyRun> _runs = [];
    private long[] _slots = new long[1 << 12];
    private bool _hasZero;
    private int _count;
    private KeyFilter? _filter;

    /// <param name="temporaryPath">Names a new file for a run.</param>
    /// <param name="limit">Keys that are kept in memory, a power of two; eight to twenty bytes each.</param>
    public EventKeySet(Func<string> temporaryPath, int limit = 1 << 20)
    {
        _temporaryPath = temporaryPath;
        _limit = limit;
    }

    /// <summary>Adds keys and says of each whether it is new.</summary>
    public void Add(ReadOnlySpan<long> keys, Span<bool> isNew)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + Ahead < keys.Length)
            {
                Prefetch(keys[i + Ahead]);
                _filter?.Prefetch(keys[i + Ahead]);
            }

            isNew[i] = Add(keys[i]);
        }
    }

    /// <returns>False when the key was there.</returns>
    public bool Add(long key)
    {
        if (_filter is not null && _filter.MayHave(key) && IsInARun(key))
        {
            return false;
        }

        if (key == 0)
        {
            return !_hasZero && (_hasZero = true);
        }

        if (!Insert(_slots, key))
        {
            return false;
        }

        if (++_count == _limit)
        {
            Spill();
        }
        else if (_count > _slots.Length / 3 * 2)
        {
            Grow();
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var run in _runs)
        {
            run.Dispose();
        }
    }

    private unsafe void Prefetch(long key)
    {
        if (Sse.IsSupported)
        {
            fixed (long* slots = _slots)
            {
                Sse.Prefetch0(slots + SlotOf(key, _slots.Length));
            }
        }
    }

    private bool IsInARun(long key)
    {
        foreach (var run in _runs)
        {
            if (run.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    private void Spill()
    {
        var keys = KeyRun.Sort(_slots, _count);
        _filter ??= new KeyFilter();
        _filter.Add(keys);
        _runs.Add(KeyRun.Write(_temporaryPath(), keys));
        Array.Clear(_slots);
        _count = 0;
    }

    private static int SlotOf(long key, int slots) => (int)(key >> 20) & (slots - 1);

    private static bool Insert(long[] slots, long key)
    {
        var mask = slots.Length - 1;
        for (var i = SlotOf(key, slots.Length); ; i = (i + 1) & mask)
        {
            if (slots[i] == key)
            {
                return false;
            }

            if (slots[i] == 0)
            {
                slots[i] = key;
                return true;
            }
        }
    }

    private void Grow()
    {
        var larger = new long[(int)BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1)];
        foreach (var key in _slots)
        {
            if (key != 0)
            {
                _ = Insert(larger, key);
            }
        }

        _slots = larger;
    }
}
