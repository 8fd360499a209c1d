using System.Runtime.InteropServices;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>
/// Those visits of a table that have one value of one dimension, or all, summed by the day on which they began: a period is
/// a sum over its days, however many visits it has.
/// </summary>
internal sealed class VisitDays
{
    public const int HoursOfDay = 24;
    private readonly Dictionary<ConversionDimension, Cells> _groups = [];
    private readonly List<int> _days = [];
    private readonly List<VisitCounts> _whole = [];
    private readonly List<(int Visits, int Bought)> _hours = [];

    private VisitDays()
    {
    }

    /// <param name="table">The visits.</param>
    /// <param name="where">The dimension that is looked at.</param>
    /// <param name="only">Code that visits must have along it; null for all visits.</param>
    /// <param name="cancellationToken">Cancels between dimensions.</param>
    public static VisitDays Of(VisitTable table, ConversionDimension? where, int? only, CancellationToken cancellationToken)
    {
        var codes = where is { } filter && only is not null ? table.Dimensions[filter].Codes : null;
        var (visits, starts) = ByDay(table, codes, only);
        var days = new VisitDays();
        for (var day = 0; day + 1 < starts.Count; day++)
        {
            days.AddDay(table, visits.AsSpan(starts[day]..starts[day + 1]));
        }
        foreach (var (dimension, ofDimension) in table.Dimensions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            days._groups[dimension] = Cells.Of(table, ofDimension, visits, starts);
        }
        return days;
    }

    /// <summary>Places of the days of a period that have visits.</summary>
    public Range PlacesOf(DayRange range) => FirstFrom(range.From.DayNumber)..FirstFrom(range.To.DayNumber + 1);

    /// <summary><see cref="DateOnly.DayNumber"/> of the day at a place.</summary>
    public int DayAt(int place) => _days[place];

    public VisitCounts At(int place) => _whole[place];

    /// <summary>Visits that began in each hour of the day at a place, and those of them that bought.</summary>
    public ReadOnlySpan<(int Visits, int Bought)> HoursAt(int place) => CollectionsMarshal.AsSpan(_hours).Slice(place * HoursOfDay, HoursOfDay);

    /// <summary>Adds the groups of the days at some places to those of a period; the last group is that of visits that name none.</summary>
    public void AddGroups(ConversionDimension dimension, Range places, VisitCounts[] groups) => _groups[dimension].AddTo(groups, places);

    private int FirstFrom(int day)
    {
        var found = _days.BinarySearch(day);
        return found >= 0 ? found : ~found;
    }

    private void AddDay(VisitTable table, ReadOnlySpan<int> visits)
    {
        var (whole, first) = (default(VisitCounts), _hours.Count);
        _days.Add(table.Day[visits[0]]);
        CollectionsMarshal.SetCount(_hours, first + HoursOfDay);
        var hours = CollectionsMarshal.AsSpan(_hours)[first..];
        hours.Clear();
        foreach (var visit in visits)
        {
            whole.Add(table.Stage[visit], table.Revenue[visit]);
            ref var hour = ref hours[table.Hour[visit]];
            hour = (hour.Visits + 1, hour.Bought + (table.Stage[visit] == VisitFigures.Steps ? 1 : 0));
        }
        _whole.Add(whole);
    }

    // Sorted by counting: days are few, and visits many.
    private static (int[] Visits, List<int> Starts) ByDay(VisitTable table, int[]? codes, int? only)
    {
        var taken = new List<int>(codes is null ? table.Count : 0);
        var (first, last) = (int.MaxValue, int.MinValue);
        for (var visit = 0; visit < table.Count; visit++)
        {
            var day = table.Day[visit];
            if (day != int.MinValue && (codes is null || codes[visit] == only))
            {
                taken.Add(visit);
                (first, last) = (Math.Min(first, day), Math.Max(last, day));
            }
        }
        var next = new int[taken.Count == 0 ? 1 : last - first + 2];
        foreach (var visit in taken)
        {
            next[table.Day[visit] - first + 1]++;
        }
        var starts = new List<int> { 0 };
        for (var day = 1; day < next.Length; day++)
        {
            next[day] += next[day - 1];
            if (next[day] > starts[^1])
            {
                starts.Add(next[day]);
            }
        }
        var sorted = new int[taken.Count];
        foreach (var visit in taken)
        {
            sorted[next[table.Day[visit] - first]++] = visit;
        }
        return (sorted, starts);
    }

    /// <summary>Counts by day and code, of the codes alone that a day has: never more than visits.</summary>
    private sealed class Cells
    {
        private readonly List<int> _starts = [0];
        private readonly List<int> _codes = [];
        private readonly List<VisitCounts> _counts = [];

        public static Cells Of(VisitTable table, DimensionCodes dimension, int[] visits, List<int> starts)
        {
            var cells = new Cells();
            var sums = new VisitCounts[dimension.Names.Count + 1];
            var touched = new List<int>();
            for (var day = 0; day + 1 < starts.Count; day++)
            {
                foreach (var visit in visits.AsSpan(starts[day]..starts[day + 1]))
                {
                    var code = dimension.Codes[visit] is >= 0 and var named ? named : sums.Length - 1;
                    if (sums[code].IsEmpty)
                    {
                        touched.Add(code);
                    }
                    sums[code].Add(table.Stage[visit], table.Revenue[visit]);
                }
                cells.Take(sums, touched);
            }
            return cells;
        }

        public void AddTo(VisitCounts[] groups, Range places)
        {
            var (from, to) = (_starts[places.Start.Value], _starts[places.End.Value]);
            for (var cell = from; cell < to; cell++)
            {
                groups[_codes[cell]].Add(_counts[cell]);
            }
        }

        private void Take(VisitCounts[] sums, List<int> touched)
        {
            foreach (var code in touched)
            {
                _codes.Add(code);
                _counts.Add(sums[code]);
                sums[code] = default;
            }
            _starts.Add(_codes.Count);
            touched.Clear();
        }
    }
}
