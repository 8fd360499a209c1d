namespace MerchantStudio.Core.Import.Decoding;

/// <summary>The byte structure of GB18030 (two or four bytes outside ASCII).</summary>
internal static class GbText
{
    /// <summary>
    /// Whether the bytes can be GB18030. Also counts two-byte letters and how many of them lie where everyday Chinese
    /// does (GB 2312: both bytes from A1 up): text in western letters passes the structure by accident, but not this.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes, ref long common, ref long pairs)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                continue;
            }

            var length = LetterLength(bytes[i..]);
            if (length == 0)
            {
                return false;
            }

            pairs++;
            common += length == 2 && bytes[i] is >= 0xA1 and <= 0xF7 && bytes[i + 1] >= 0xA1 ? 1 : 0;
            i += length - 1;
        }

        return true;
    }

    private static int LetterLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is < 0x81 or > 0xFE || bytes.Length < 2)
        {
            return 0;
        }

        return bytes[1] switch
        {
            >= 0x40 and <= 0xFE and not 0x7F => 2,
            >= 0x30 and <= 0x39 when bytes.Length >= 4 && bytes[2] is >= 0x81 and <= 0xFE && bytes[3] is >= 0x30 and <= 0x39 => 4,
            _ => 0,
        };
    }
}
