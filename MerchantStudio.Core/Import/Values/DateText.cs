using System.Text;

namespace MerchantStudio.Core.Import.Values;

internal enum DateFault
{
    None,

    /// <summary>Not written like a date.</summary>
    NotADate,

    /// <summary>Written like a date, but no calendar has it: 31 April, 25:00.</summary>
    Nonexistent,
}

/// <summary>A point in time as a file writes it, before the zone is known.</summary>
/// <param name="Local">The written clock time.</param>
/// <param name="Offset">The written distance to UTC; null when none is written.</param>
internal readonly record struct WrittenTime(DateTime Local, TimeSpan? Offset);

/// <summary>
/// Reads dates and times in the ways that exports write them: ISO 8601 and its relatives (also with slashes, points and
/// Chinese marks), compact digits, seconds or milliseconds since 1970, day and month in either order, English month names.
/// </summary>
internal static class DateText
{
    private static readonly string[] s_months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Reads a time.</summary>
    /// <param name="text">UTF-8, without surrounding blanks.</param>
    /// <param name="monthFirst">Whether 3/4/2025 is 4 March.</param>
    /// <param name="time">The time as written.</param>
    public static DateFault TryParse(ReadOnlySpan<byte> text, bool monthFirst, out WrittenTime time)
    {
        if (IsoTime.TryParse(text, out time))
        {
            return DateFault.None;
        }

        var scan = new DateScan(text);
        if (scan.AllDigits)
        {
            return Compact(text, out time);
        }

        var fault = scan.TryDate(monthFirst, out var year, out var month, out var day);
        if (fault == DateFault.None)
        {
            fault = scan.TryClock(out var clock, out var offset);
            return fault == DateFault.None ? Build(year, month, day, clock, offset, out time) : fault;
        }

        return fault;
    }

    /// <summary>The two leading numbers of a date like 13/4/2025, to find out which is the day; false for other forms.</summary>
    public static bool TryOrderHint(ReadOnlySpan<byte> text, out int first, out int second) =>
        new DateScan(text).TryAmbiguous(out first, out second);

    internal static int MonthOf(ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[3];
        if (name.Length < 3 || Encoding.ASCII.GetChars(name[..3], letters) != 3)
        {
            return 0;
        }

        for (var month = 0; month < s_months.Length; month++)
        {
            if (letters.Equals(s_months[month], StringComparison.OrdinalIgnoreCase))
            {
                return month + 1;
            }
        }

        return 0;
    }

    // 20250413, 20250413101500, seconds (9 to 10 digits) and milliseconds (12 to 13 digits) since 1970.
    private static DateFault Compact(ReadOnlySpan<byte> digits, out WrittenTime time)
    {
        time = default;
        if (digits.Length is 8 or 14)
        {
            var clock = digits.Length == 8 ? 0
                : DateScan.Number(digits[8..10]) * 3600 + DateScan.Number(digits[10..12]) * 60 + DateScan.Number(digits[12..14]);
            var exists = digits.Length == 8 || (DateScan.Number(digits[8..10]) < 24 && DateScan.Number(digits[10..12]) < 60 && DateScan.Number(digits[12..]) < 60);
            return exists
                ? Build(DateScan.Number(digits[..4]), DateScan.Number(digits[4..6]), DateScan.Number(digits[6..8]), TimeSpan.FromSeconds(clock), null, out time)
                : DateFault.Nonexistent;
        }

        if (digits.Length is 9 or 10 or 12 or 13 or 16 && long.TryParse(digits, out var stamp))
        {
            var ticks = digits.Length switch { <= 10 => stamp * TimeSpan.TicksPerSecond, <= 13 => stamp * TimeSpan.TicksPerMillisecond, _ => stamp * 10 };
            time = new WrittenTime(DateTime.UnixEpoch.AddTicks(ticks), TimeSpan.Zero);
            return DateFault.None;
        }

        return DateFault.NotADate;
    }

    private static DateFault Build(int year, int month, int day, TimeSpan clock, TimeSpan? offset, out WrittenTime time)
    {
        time = default;
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return DateFault.Nonexistent;
        }

        time = new WrittenTime(new DateTime(year, month, day).Add(clock), offset);
        return DateFault.None;
    }
}
