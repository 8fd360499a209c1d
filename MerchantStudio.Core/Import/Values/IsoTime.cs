namespace MerchantStudio.Core.Import.Values;

/// <summary>
/// The quick way for what most files have: <c>2025-04-30 14:05:09</c>, also with T between and Z behind. Anything else, and
/// whatever does not exist, is left to <see cref="DateText"/>, which also says what is wrong.
/// </summary>
internal static class IsoTime
{
    private const int Length = 19;

    public static bool TryParse(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        var isUtc = text.Length == Length + 1 && text[Length] == (byte)'Z';
        if ((text.Length != Length && !isUtc) || !HasMarks(text))
        {
            return false;
        }

        var (year, month, day) = (Two(text) * 100 + Two(text[2..]), Two(text[5..]), Two(text[8..]));
        var (hour, minute, second) = (Two(text[11..]), Two(text[14..]), Two(text[17..]));
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59
            || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        time = new WrittenTime(new DateTime(year, month, day, hour, minute, second), isUtc ? TimeSpan.Zero : null);
        return true;
    }

    private static bool HasMarks(ReadOnlySpan<byte> text) =>
        text[4] == (byte)'-' && text[7] == (byte)'-' && text[10] is (byte)' ' or (byte)'T' && text[13] == (byte)':' && text[16] == (byte)':';

    // Far below zero when either byte is no digit, so that every range check refuses it.
    private static int Two(ReadOnlySpan<byte> text)
    {
        var tens = text[0] - '0';
        var ones = text[1] - '0';
        return (uint)tens <= 9 && (uint)ones <= 9 ? tens * 10 + ones : -1_000_000;
    }
}
