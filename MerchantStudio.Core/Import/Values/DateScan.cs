using System.Buffers.Text;

namespace MerchantStudio.Core.Import.Values;

/// <summary>Walks over a written date, then over its clock time and offset.</summary>
internal ref struct DateScan(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public readonly bool AllDigits => !_rest.IsEmpty && _rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    public static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = value * 10 + (digit - '0');
        }

        return value;
    }

    public DateFault TryDate(bool monthFirst, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        SkipWeekday();
        if (StartsWithLetter())
        {
            return TryMonthFirstName(out year, out month, out day);
        }

        if (!TryNumber(out var first, out var firstDigits))
        {
            return DateFault.NotADate;
        }

        if (!TrySeparator())
        {
            return DateFault.NotADate;
        }

        if (StartsWithLetter())
        {
            day = first;
            return TryMonthName(out month) && TrySeparator() && TryNumber(out year, out _) ? Century(ref year) : DateFault.NotADate;
        }

        if (!TryNumber(out var second, out _) || !TrySeparator() || !TryNumber(out var third, out var thirdDigits))
        {
            return DateFault.NotADate;
        }

        SkipDayMark();
        if (firstDigits == 4)
        {
            (year, month, day) = (first, second, third);
            return DateFault.None;
        }

        (year, month, day) = monthFirst ? (third, first, second) : (third, second, first);
        return thirdDigits is 2 or 4 && firstDigits <= 2 ? Century(ref year) : DateFault.NotADate;
    }

    public DateFault TryClock(out TimeSpan clock, out TimeSpan? offset)
    {
        clock = default;
        offset = null;
        SkipBlanks();
        if (_rest.IsEmpty)
        {
            return DateFault.None;
        }

        if (!TryNumber(out var hour, out _) || !TryChar((byte)':') || !TryNumber(out var minute, out _))
        {
            return DateFault.NotADate;
        }

        var second = 0;
        if (TryChar((byte)':') && !TryNumber(out second, out _))
        {
            return DateFault.NotADate;
        }

        var fraction = TryChar((byte)'.') || TryChar((byte)',') ? Fraction() : 0;
        SkipBlanks();
        TryHalfDay(ref hour);
        if (!TryOffset(out offset) || !_rest.IsEmpty)
        {
            return DateFault.NotADate;
        }

        clock = new TimeSpan(0, hour, minute, second).Add(TimeSpan.FromTicks(fraction));
        return hour < 24 && minute < 60 && second < 60 ? DateFault.None : DateFault.Nonexistent;
    }

    public bool TryAmbiguous(out int first, out int second)
    {
        second = 0;
        return TryNumber(out first, out var digits) && digits <= 2 && TrySeparator() && TryNumber(out second, out var more) && more <= 2
            && TrySeparator() && TryNumber(out _, out _);
    }

    private static DateFault Century(ref int year)
    {
        // Two digits: shops were not online before 1970.
        year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
        return DateFault.None;
    }

    private readonly bool StartsWithLetter() => !_rest.IsEmpty && char.IsAsciiLetter((char)_rest[0]);

    private DateFault TryMonthFirstName(out int year, out int month, out int day)
    {
        (year, day) = (0, 0);
        return TryMonthName(out month) && TrySeparator() && TryNumber(out day, out _) && TrySeparator() && TryNumber(out year, out _)
            ? Century(ref year)
            : DateFault.NotADate;
    }

    private bool TryMonthName(out int month)
    {
        var length = 0;
        while (length < _rest.Length && char.IsAsciiLetter((char)_rest[length]))
        {
            length++;
        }

        month = DateText.MonthOf(_rest[..length]);
        _rest = _rest[length..];
        return month > 0;
    }

    // "Mon, 3 Mar 2025": the name of the day says nothing new.
    private void SkipWeekday()
    {
        var comma = _rest.IndexOf((byte)',');
        if (comma is >= 3 and <= 9 && StartsWithLetter() && DateText.MonthOf(_rest) == 0)
        {
            _rest = _rest[(comma + 1)..].TrimStart((byte)' ');
        }
    }

    private bool TryNumber(out int value, out int digits)
    {
        (value, digits) = (0, 0);
        while (digits < _rest.Length && digits < 5 && char.IsAsciiDigit((char)_rest[digits]))
        {
            value = value * 10 + (_rest[digits++] - '0');
        }

        _rest = _rest[digits..];
        return digits > 0;
    }

    private bool TrySeparator()
    {
        if (_rest.StartsWith("年"u8) || _rest.StartsWith("月"u8))
        {
            _rest = _rest[3..];
            return true;
        }

        if (_rest.IsEmpty || _rest[0] is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)' ' or (byte)','))
        {
            return false;
        }

        _rest = _rest[1..].TrimStart((byte)' ');
        return true;
    }

    private void SkipDayMark()
    {
        if (_rest.StartsWith("日"u8))
        {
            _rest = _rest[3..];
        }
    }

    private void SkipBlanks()
    {
        _rest = _rest.TrimStart((byte)' ');
        if (!_rest.IsEmpty && _rest[0] is (byte)'T' or (byte)'t' or (byte)',')
        {
            _rest = _rest[1..].TrimStart((byte)' ');
        }
    }

    private bool TryChar(byte expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private long Fraction()
    {
        long ticks = 0;
        var unit = TimeSpan.TicksPerSecond / 10;
        while (!_rest.IsEmpty && char.IsAsciiDigit((char)_rest[0]))
        {
            ticks += (_rest[0] - '0') * unit;
            unit /= 10;
            _rest = _rest[1..];
        }

        return ticks;
    }

    private void TryHalfDay(ref int hour)
    {
        if (_rest.Length < 2 || (_rest[1] | 0x20) != 'm' || (_rest[0] | 0x20) is not ('a' or 'p') || hour is < 1 or > 12)
        {
            return;
        }

        hour = hour % 12 + ((_rest[0] | 0x20) == 'p' ? 12 : 0);
        _rest = _rest[2..].TrimStart((byte)' ');
    }

    private bool TryOffset(out TimeSpan? offset)
    {
        offset = null;
        if (_rest.IsEmpty)
        {
            return true;
        }

        if (_rest.SequenceEqual("Z"u8) || _rest.SequenceEqual("z"u8) || _rest.SequenceEqual("UTC"u8) || _rest.SequenceEqual("GMT"u8))
        {
            offset = TimeSpan.Zero;
            _rest = default;
            return true;
        }

        var sign = _rest[0] == (byte)'-' ? -1 : 1;
        if (_rest[0] is not ((byte)'+' or (byte)'-') || !Utf8Parser.TryParse(_rest[1..], out int number, out var used))
        {
            return false;
        }

        _rest = _rest[(1 + used)..];
        var (hours, minutes) = used <= 2 ? (number, 0) : (number / 100, number % 100);
        if (used <= 2 && TryChar((byte)':') && !TryNumber(out minutes, out _))
        {
            return false;
        }

        // Go writes the zone's name behind its offset.
        _rest = _rest.SequenceEqual(" UTC"u8) ? default : _rest;
        offset = sign * new TimeSpan(hours, minutes, 0);
        return hours <= 14 && minutes < 60;
    }
}
