using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Domain;

/// <summary>
/// Hashes that are the same on every machine and in every run, for identities that are stored. Built on the
/// multiply-and-fold step of wyhash (Wang Yi, public domain); not for secrets.
/// </summary>
internal static class StableHash
{
    private const ulong Seed = 0xa0761d6478bd642f;
    private const ulong Step = 0xe7037ed1a0b428db;

    public static ulong Of(ReadOnlySpan<char> text) => Of(MemoryMarshal.AsBytes(text));

    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = Seed)
    {
        var hash = seed ^ (ulong)bytes.Length * Step;
        while (bytes.Length >= 8)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Step);
            bytes = bytes[8..];
        }

        var tail = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            tail = (tail << 8) | bytes[i];
        }

        return Fold(hash ^ tail, Seed ^ Step);
    }

    public static ulong Combine(ulong hash, ulong value) => Fold(hash ^ value, Step);

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
