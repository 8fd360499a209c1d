using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>
/// Says of a key that it was surely not added, or that it may have been (Bloom 1970, four bits within one word so that a
/// question costs one access). 32 MiB; among ten million keys about one new one in a hundred is asked for in vain.
/// </summary>
internal sealed class KeyFilter
{
    private const int Words = 1 << 22;

    private readonly ulong[] _words = new ulong[Words];

    public void Add(ReadOnlySpan<long> keys)
    {
        foreach (var key in keys)
        {
            _words[WordOf(key)] |= BitsOf(key);
        }
    }

    /// <summary>Asks for the line of memory that <see cref="MayHave"/> will look at.</summary>
    public unsafe void Prefetch(long key)
    {
        if (Sse.IsSupported)
        {
            fixed (ulong* words = _words)
            {
                Sse.Prefetch0(words + WordOf(key));
            }
        }
    }

    public bool MayHave(long key)
    {
        var bits = BitsOf(key);
        return (_words[WordOf(key)] & bits) == bits;
    }

    private static int WordOf(long key) => (int)((ulong)key >> 24) & (Words - 1);

    // The lowest 24 bits choose the four, the next 22 the word.
    private static ulong BitsOf(long key) =>
        BitOperations.RotateLeft(1UL, (int)key) | BitOperations.RotateLeft(1UL, (int)(key >> 6))
        | BitOperations.RotateLeft(1UL, (int)(key >> 12)) | BitOperations.RotateLeft(1UL, (int)(key >> 18));
}
