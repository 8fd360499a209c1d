using System.Text;

namespace MerchantStudio.Core.Import.Values;

/// <summary>The signs and words for currencies that stand beside amounts.</summary>
internal static class CurrencyMarks
{
    // Only marks that name one currency give a code; "$" and "kr" are used by many.
    private static readonly (string Mark, string? Code)[] s_marks =
    [
        ("£", "GBP"), ("€", "EUR"), ("¥", null), ("￥", "CNY"), ("US$", "USD"), ("$", null), ("元", "CNY"), ("人民币", "CNY"),
        ("RMB", "CNY"), ("₹", "INR"), ("₩", "KRW"), ("₽", "RUB"), ("kr", null), ("zł", "PLN"), ("R$", "BRL"),
    ];

    private static readonly (byte[] Mark, string? Code)[] s_bytes =
        [.. s_marks.OrderByDescending(pair => pair.Mark.Length).Select(pair => (Encoding.UTF8.GetBytes(pair.Mark), pair.Code))];

    /// <summary>The number without the mark before or behind it; the text itself when it has none.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> text)
    {
        foreach (var (mark, _) in s_bytes)
        {
            if (text.StartsWith(mark))
            {
                return TrimBlanks(text[mark.Length..]);
            }

            if (text.EndsWith(mark))
            {
                return TrimBlanks(text[..^mark.Length]);
            }
        }

        return StripCode(text);
    }

    /// <summary>The code that an amount's mark names; null when it has none or an ambiguous one.</summary>
    public static string? CodeOf(ReadOnlySpan<byte> amount)
    {
        foreach (var (mark, code) in s_bytes)
        {
            if (amount.StartsWith(mark) || amount.EndsWith(mark))
            {
                return code;
            }
        }

        var number = StripCode(amount);
        return number.Length == amount.Length ? null
            : Encoding.ASCII.GetString(amount.EndsWith(number) ? amount[..3] : amount[^3..]);
    }

    private static ReadOnlySpan<byte> StripCode(ReadOnlySpan<byte> text)
    {
        if (text.Length > 3 && IsCode(text[..3]))
        {
            return TrimBlanks(text[3..]);
        }

        return text.Length > 3 && IsCode(text[^3..]) ? TrimBlanks(text[..^3]) : text;
    }

    private static bool IsCode(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0;

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        return text.StartsWith("\u00A0"u8) ? text[2..] : text.EndsWith("\u00A0"u8) ? text[..^2] : text;
    }
}
