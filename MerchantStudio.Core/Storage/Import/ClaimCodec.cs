namespace MerchantStudio.Core.Storage.Import;

/// <summary>Pairs of a number that mostly grows and a small one, as differences in variable-length integers: two or three bytes a pair.</summary>
internal static class ClaimCodec
{
    public static byte[] Encode(IReadOnlyList<(long Row, int Bits)> pairs)
    {
        using var bytes = new MemoryStream(pairs.Count * 3);
        var last = 0L;
        foreach (var (row, bits) in pairs)
        {
            var step = row - last;
            Write(bytes, (ulong)((step << 1) ^ (step >> 63)));
            Write(bytes, (ulong)bits);
            last = row;
        }

        return bytes.ToArray();
    }

    public static IEnumerable<(long Row, int Bits)> Decode(byte[] bytes)
    {
        var at = 0;
        var row = 0L;
        while (at < bytes.Length)
        {
            var step = Read(bytes, ref at);
            row += (long)(step >> 1) ^ -(long)(step & 1);
            yield return (row, (int)Read(bytes, ref at));
        }
    }

    private static void Write(MemoryStream bytes, ulong value)
    {
        while (value >= 0x80)
        {
            bytes.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        bytes.WriteByte((byte)value);
    }

    private static ulong Read(byte[] bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
