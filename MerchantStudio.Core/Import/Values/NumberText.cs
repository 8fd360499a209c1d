namespace MerchantStudio.Core.Import.Values;

/// <summary>Reads numbers and amounts as shops write them: signs, brackets, currency marks, grouped thousands, comma or point.</summary>
internal static class NumberText
{
    private const int MaxDigits = 18;

    /// <summary>Reads a number exactly.</summary>
    /// <param name="text">UTF-8, without surrounding blanks.</param>
    /// <param name="decimalComma">Whether "1,234" means one and a bit; "1.234,5" and "1,234.5" are told apart anyway.</param>
    /// <param name="number">The value.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, bool decimalComma, out ScaledNumber number)
    {
        number = default;
        var negative = false;
        text = StripMarks(text, ref negative);
        var decimalAt = DecimalPosition(text, decimalComma);
        return decimalAt >= -1 && TryDigits(text, decimalAt, negative, out number);
    }

    /// <summary>Whether a cell can only be read with a decimal comma: "1.234,56" or "12,5".</summary>
    public static bool NeedsComma(ReadOnlySpan<byte> text)
    {
        var comma = text.LastIndexOf((byte)',');
        return comma > text.LastIndexOf((byte)'.') && comma >= 0 && text.Count((byte)',') == 1
            && DigitsAfter(text, comma) is 1 or 2 && comma > 0 && char.IsAsciiDigit((char)text[comma - 1]);
    }

    private static int DigitsAfter(ReadOnlySpan<byte> text, int position)
    {
        var count = 0;
        while (position + 1 + count < text.Length && char.IsAsciiDigit((char)text[position + 1 + count]))
        {
            count++;
        }

        return count;
    }

    // The last separator is the decimal sign unless it can only group thousands. -1: none; -2: not a number.
    private static int DecimalPosition(ReadOnlySpan<byte> text, bool decimalComma)
    {
        var point = text.LastIndexOf((byte)'.');
        var comma = text.LastIndexOf((byte)',');
        if (point < 0 && comma < 0)
        {
            return -1;
        }

        if (point >= 0 && comma >= 0)
        {
            var last = Math.Max(point, comma);
            return text.Count(text[last]) == 1 ? last : -2;
        }

        var only = Math.Max(point, comma);
        var isDecimal = decimalComma ? comma >= 0 : point >= 0;
        if (text.Count(text[only]) > 1)
        {
            return -1;
        }

        return isDecimal || DigitsAfter(text, only) != 3 ? only : -1;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, int decimalAt, bool negative, out ScaledNumber number)
    {
        number = default;
        long mantissa = 0;
        int digits = 0, scale = 0, sinceGroup = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (char.IsAsciiDigit((char)value))
            {
                if (++digits > MaxDigits)
                {
                    return false;
                }

                mantissa = mantissa * 10 + (value - '0');
                scale += decimalAt >= 0 && i > decimalAt ? 1 : 0;
                sinceGroup += sinceGroup >= 0 ? 1 : 0;
            }
            else if (!IsSeparator(text, i, decimalAt, digits, ref sinceGroup))
            {
                return false;
            }
        }

        number = new ScaledNumber(negative ? -mantissa : mantissa, scale);
        return digits > 0 && sinceGroup is -1 or 3;
    }

    // A group of thousands has three digits (two in Indian writing before the last), and none follows the decimal sign.
    private static bool IsSeparator(ReadOnlySpan<byte> text, int at, int decimalAt, int digits, ref int sinceGroup)
    {
        if (at == decimalAt)
        {
            var whole = sinceGroup is -1 or 3;
            sinceGroup = -1;
            return whole;
        }

        var groups = text[at] is (byte)'.' or (byte)',' or (byte)' ' or (byte)'\'' && digits > 0 && (decimalAt < 0 || at < decimalAt);
        groups &= sinceGroup is -1 or 2 or 3;
        sinceGroup = 0;
        return groups;
    }

    private static ReadOnlySpan<byte> StripMarks(ReadOnlySpan<byte> text, scoped ref bool negative)
    {
        if (text.Length > 0 && (char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[^1])))
        {
            return text;
        }

        if (text is [(byte)'(', .., (byte)')'])
        {
            negative = true;
            text = text[1..^1];
        }

        var signed = StripSign(text, ref negative);
        var bare = CurrencyMarks.Strip(signed);

        // One sign only: before the mark or behind it.
        return signed.Length == text.Length && bare.Length < signed.Length ? StripSign(bare, ref negative) : bare;
    }

    private static ReadOnlySpan<byte> StripSign(ReadOnlySpan<byte> text, scoped ref bool negative)
    {
        var minus = "\u2212"u8;
        if (text.StartsWith("-"u8) || text.StartsWith(minus))
        {
            negative = !negative;
            return text[(text[0] == (byte)'-' ? 1 : minus.Length)..].TrimStart((byte)' ');
        }

        return text.StartsWith("+"u8) ? text[1..] : text;
    }
}
