using System.Globalization;
using System.Text;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Core.Import.Values;

namespace MerchantStudio.Core.Import.Recognition;

/// <summary>What the values of a column look like.</summary>
internal enum ColumnShape
{
    Unknown,
    Time,
    Email,
    EventName,
    Rating,
    Number,
}

internal static class ValueShape
{
    private const double Nearly = 0.9;

    // No moment and no number is longer.
    private const int LongestLetters = 80;

    /// <summary>The shape that nearly all values share; <see cref="ColumnShape.Unknown"/> for none, and for fewer than two values.</summary>
    public static ColumnShape Of(IEnumerable<string> values)
    {
        var sample = values.Take(200).ToList();
        return sample.Count < 2 ? ColumnShape.Unknown
            : Share(sample, EventNames.IsKnown) >= Nearly ? ColumnShape.EventName
            : Share(sample, value => value.Contains('@', StringComparison.Ordinal) && value.Contains('.', StringComparison.Ordinal)) >= Nearly ? ColumnShape.Email
            : Share(sample, IsTime) >= Nearly ? ColumnShape.Time
            : Share(sample, IsRating) >= 1 && sample.Distinct().Count() > 1 ? ColumnShape.Rating
            : Share(sample, IsNumber) >= Nearly ? ColumnShape.Number
            : ColumnShape.Unknown;
    }

    /// <summary>Whether a cell is data rather than a name of a column.</summary>
    public static bool IsData(string value) =>
        IsNumber(value) || IsTime(value) || value.Contains('@', StringComparison.Ordinal);

    private static double Share(List<string> values, Func<string, bool> test) => (double)values.Count(test) / values.Count;

    // Bare digits are more likely a number than a moment, except seconds since 1970 between 2001 and 2033.
    private static bool IsTime(string value)
    {
        if (value.Length > LongestLetters)
        {
            return false;
        }

        Span<byte> buffer = stackalloc byte[LongestLetters * 3];
        var utf8 = buffer[..Encoding.UTF8.GetBytes(value, buffer)];
        return value.All(char.IsAsciiDigit)
            ? value.Length is 10 or 13 && value[0] == '1'
            : DateText.TryParse(utf8, monthFirst: false, out _) == DateFault.None || DateText.TryParse(utf8, monthFirst: true, out _) == DateFault.None;
    }

    private static bool IsRating(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rating) && rating is >= 0 and <= 5 && rating * 2 == Math.Floor(rating * 2);

    private static bool IsNumber(string value)
    {
        Span<byte> buffer = stackalloc byte[LongestLetters * 3];
        return value.Length <= LongestLetters && NumberText.TryParse(buffer[..Encoding.UTF8.GetBytes(value, buffer)], decimalComma: false, out _);
    }
}
