using System.Buffers;

namespace MerchantStudio.Core.Import.Values;

/// <summary>Cleans ids: they are text, but spreadsheets leave marks on them.</summary>
internal static class KeyText
{
    private static readonly SearchValues<byte> s_mantissa = SearchValues.Create("0123456789.,"u8);

    /// <summary>Without blanks, without the tab or apostrophe that keeps a spreadsheet from changing it, without a wrapping ="…".</summary>
    public static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || (char.IsAsciiLetterOrDigit((char)text[0]) && char.IsAsciiLetterOrDigit((char)text[^1])))
        {
            return text;
        }

        text = text.Trim(" \t"u8);
        if (text is [(byte)'=', (byte)'"', .., (byte)'"'])
        {
            text = text[2..^1];
        }

        return text.TrimStart("'`"u8).Trim(" \t"u8);
    }

    /// <summary>Whether a spreadsheet has rounded the id: 6.9E+18.</summary>
    public static bool IsRounded(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'+'))
        {
            return false;
        }

        var mark = text.IndexOf("E+"u8);
        mark = mark < 0 ? text.IndexOf("e+"u8) : mark;
        return mark > 0 && text.Length - mark is 3 or 4 or 5
            && text[..mark].IndexOfAnyExcept(s_mantissa) < 0
            && text[(mark + 2)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    /// <summary>Whether the id is a whole number with a needless ".0" (17850.0).</summary>
    public static bool HasPointZero(ReadOnlySpan<byte> text) =>
        text.Length > 2 && text.EndsWith(".0"u8) && text[..^2].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
