using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Calendar;

/// <summary>
/// The calendar units of a shop's data, each by the instant at which it starts: finding the unit of a time is a
/// comparison with two numbers as long as times come in order.
/// </summary>
internal sealed class UnitScale
{
    private readonly long[] _starts;

    public UnitScale(ShopTime time, CalendarUnit unit)
    {
        var (days, starts) = (new List<DateOnly>(), new List<long>());
        for (var day = unit.StartOf(time.Span.From); day <= time.Span.To; day = unit.Next(day))
        {
            days.Add(day);
            starts.Add(UnixTime.Milliseconds(new DayRange(day, day).InUtc(time.Zone).StartUtc));
        }
        starts.Add(long.MaxValue);
        // Whatever lies before the first whole unit belongs to it.
        starts[0] = long.MinValue;
        (Days, _starts) = (days, [.. starts]);
    }

    /// <summary>First day of each unit.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    public int Count => Days.Count;

    /// <summary>The unit of one time.</summary>
    public int UnitOf(long time)
    {
        var found = Array.BinarySearch(_starts, time);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Unix milliseconds at which the unit of a time has ended.</summary>
    public long EndOf(long time) => _starts[UnitOf(time) + 1];

    public Cursor Read() => new(_starts);

    /// <summary>Finds units of times that mostly come in order.</summary>
    public ref struct Cursor(long[] starts)
    {
        private long _from = 1;
        private long _to;
        private int _unit;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int UnitOf(long time)
        {
            if (time < _from || time >= _to)
            {
                Seek(time);
            }
            return _unit;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Seek(long time)
        {
            // The next unit is where a time that is not in this one mostly lies.
            if (time >= _to && _unit + 2 < starts.Length && time < starts[_unit + 2] && time >= starts[_unit + 1])
            {
                _unit++;
            }
            else
            {
                var found = Array.BinarySearch(starts, time);
                _unit = found >= 0 ? found : ~found - 1;
            }
            (_from, _to) = (starts[_unit], starts[_unit + 1]);
        }
    }
}
