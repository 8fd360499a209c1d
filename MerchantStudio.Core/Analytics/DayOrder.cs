namespace MerchantStudio.Core.Analytics;

/// <summary>
/// Puts what visitors did in the order of its day, and what is of one day in the order of the day on which the same visitor
/// did it before. A visitor's first time in a period is the one whose day before lies before the period, so of each day those
/// who count in a period come first. Count each, begin, place each, then sort.
/// </summary>
/// <param name="days">Days lie from 0 to one below; the day before may also be -1, for none.</param>
internal sealed class DayOrder(int days)
{
    private readonly int[] _starts = new int[days + 1];
    private int[] _before = [];
    private int[] _next = [];

    /// <summary>What was placed, in order.</summary>
    public long[] Payload { get; private set; } = [];

    /// <summary>The first cell of each day, and the end of the last: a cell is what has the same day and the same day before.</summary>
    public int[] Cells { get; } = new int[days + 1];

    /// <summary>Per cell: the day before.</summary>
    public List<int> Before { get; } = [];

    /// <summary>Per cell: the end of its payload.</summary>
    public List<int> Ends { get; } = [];

    public void Count(int day) => _starts[day + 1]++;

    /// <summary>Says that everything is counted.</summary>
    public void Begin()
    {
        for (var day = 0; day < days; day++)
        {
            _starts[day + 1] += _starts[day];
        }
        (_next, _before, Payload) = ((int[])_starts.Clone(), new int[_starts[days]], new long[_starts[days]]);
    }

    public void Place(int day, int before, long payload)
    {
        var at = _next[day]++;
        (_before[at], Payload[at]) = (before, payload);
    }

    /// <summary>Says that everything is placed.</summary>
    public void Sort()
    {
        for (var day = 0; day < days; day++)
        {
            var (from, to) = (_starts[day], _starts[day + 1]);
            Array.Sort(_before, Payload, from, to - from);
            for (var i = from; i < to; i++)
            {
                if (i == from || _before[i] != _before[i - 1])
                {
                    Before.Add(_before[i]);
                    Ends.Add(i);
                }
                Ends[^1] = i + 1;
            }
            Cells[day + 1] = Before.Count;
        }
        (_before, _next) = ([], []);
    }

    /// <summary>Behind the last cell of a day whose day before lies before another one.</summary>
    public int EndOfThoseBefore(int day, int first)
    {
        var (from, to) = (Cells[day], Cells[day + 1]);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            (from, to) = Before[middle] < first ? (middle + 1, to) : (from, middle);
        }
        return from;
    }

    /// <summary>Where the payload of a cell begins.</summary>
    public int StartOf(int cell) => cell == 0 ? 0 : Ends[cell - 1];

    /// <summary>Gives the payload up, once it has been taken over in another form.</summary>
    public void Forget() => Payload = [];
}
