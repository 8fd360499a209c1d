using System.Runtime.Intrinsics.X86;
using System.Text;

namespace MerchantStudio.Core.Domain;

/// <summary>
/// Different texts in UTF-8, numbered from 0 in the order in which they came: their bytes and about 30 more each, without
/// an object per text. Spans taken from it stay valid until it is cleared. Not safe for several threads.
/// </summary>
internal sealed class Utf8Table
{
    private const int SmallestBlock = 1 << 10;
    private const int LargestBlock = 1 << 20;

    private readonly List<byte[]> _blocks = [];
    private Entry[] _entries = new Entry[16];
    private int[] _slots = new int[32];
    private int _blockUsed;

    public int Count { get; private set; }

    /// <summary>The text's bytes, in place.</summary>
    public ReadOnlySpan<byte> this[int code]
    {
        get
        {
            ref readonly var entry = ref _entries[code];
            return _blocks[entry.Block].AsSpan(entry.Start, entry.Length);
        }
    }

    public string TextOf(int code) => Encoding.UTF8.GetString(this[code]);

    /// <summary><see cref="StableHash"/> of the text's bytes.</summary>
    public ulong HashOf(int code) => _entries[code].Hash;

    /// <summary>The code of a text, a new one when it was not there; -1 for none.</summary>
    public int CodeOf(string? text)
    {
        if (text is null)
        {
            return -1;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = most <= 512 ? stackalloc byte[most] : new byte[most];
        return CodeOf(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public int CodeOf(ReadOnlySpan<byte> text) => CodeOf(text, StableHash.Of(text));

    /// <summary>Asks for the line of memory at which a text with this hash is looked for.</summary>
    public unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            fixed (int* slots = _slots)
            {
                Sse.Prefetch0(slots + ((int)hash & (_slots.Length - 1)));
            }
        }
    }

    /// <param name="text">The text.</param>
    /// <param name="hash">What <see cref="HashOf"/> gives for it, where that is known already.</param>
    public int CodeOf(ReadOnlySpan<byte> text, ulong hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (code < 0)
            {
                return Add(text, hash, slot);
            }

            if (_entries[code].Hash == hash && this[code].SequenceEqual(text))
            {
                return code;
            }
        }
    }

    /// <summary>The code of a text; -1 when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        var hash = StableHash.Of(text);
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (code < 0 || (_entries[code].Hash == hash && this[code].SequenceEqual(text)))
            {
                return code;
            }
        }
    }

    /// <summary>Forgets everything and keeps the room for as much again.</summary>
    public void Clear()
    {
        if (_blocks.Count > 1)
        {
            // The last is the largest.
            _blocks.RemoveRange(0, _blocks.Count - 1);
        }

        Array.Clear(_slots);
        (Count, _blockUsed) = (0, 0);
    }

    private int Add(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        var code = Count;
        if (code == _entries.Length)
        {
            Array.Resize(ref _entries, code * 2);
        }

        _entries[code] = Place(text, hash);
        _slots[slot] = code + 1;
        Count = checked(code + 1);
        if (Count > _slots.Length / 3 * 2)
        {
            Grow();
        }

        return code;
    }

    private Entry Place(ReadOnlySpan<byte> text, ulong hash)
    {
        if (_blocks.Count == 0 || _blocks[^1].Length - _blockUsed < text.Length)
        {
            var size = _blocks.Count == 0 ? SmallestBlock : Math.Min(LargestBlock, _blocks[^1].Length * 2);
            _blocks.Add(new byte[Math.Max(size, text.Length)]);
            _blockUsed = 0;
        }

        text.CopyTo(_blocks[^1].AsSpan(_blockUsed));
        var entry = new Entry(hash, _blocks.Count - 1, _blockUsed, text.Length);
        _blockUsed += text.Length;
        return entry;
    }

    private void Grow()
    {
        var slots = new int[_slots.Length * 2];
        var mask = slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var slot = (int)_entries[code].Hash & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = code + 1;
        }

        _slots = slots;
    }

    private readonly record struct Entry(ulong Hash, int Block, int Start, int Length);
}
