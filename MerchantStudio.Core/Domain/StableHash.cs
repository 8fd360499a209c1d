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

        return Fold(hash ^ Tail(bytes), Seed ^ Step);
    }

    public static ulong Combine(ulong hash, ulong value) => Fold(hash ^ value, Step);

    // Up to seven bytes, little-endian; the two halves may overlap, and the same bits are set twice.
    private static ulong Tail(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => 0,
        >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) << (8 * (bytes.Length - 4))),
        _ => bytes[0] | ((ulong)bytes[bytes.Length / 2] << (8 * (bytes.Length / 2))) | ((ulong)bytes[^1] << (8 * (bytes.Length - 1))),
    };

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
