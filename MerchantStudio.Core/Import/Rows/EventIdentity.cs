using System.Buffers.Binary;
using System.Buffers.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Rows;

/// <summary>
/// A key made of what a row says, for rows that have no id: 96 bits of a stable hash. Among a hundred million rows the
/// chance of any two different ones meeting is below one in ten trillion.
/// </summary>
internal static class EventIdentity
{
    private const int Bytes = 12;

    public static string Of(DateTime time, ReadOnlySpan<string?> parts)
    {
        var first = StableHash.Combine(0x9E3779B97F4A7C15, (ulong)time.Ticks);
        var second = StableHash.Combine(0xC2B2AE3D27D4EB4F, (ulong)time.Ticks);
        foreach (var part in parts)
        {
            var hash = part is null ? 0 : StableHash.Of(part);
            first = StableHash.Combine(first, hash);
            second = StableHash.Combine(second, hash);
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong) * 2];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], second);
        return Base64Url.EncodeToString(bytes[..Bytes]);
    }
}
