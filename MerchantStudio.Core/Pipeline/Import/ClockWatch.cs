namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>
/// Counts rows that go back in time by more than a day in a file that is otherwise in the order of time, oldest or newest
/// first. A file in no order of time has none.
/// </summary>
internal sealed class ClockWatch
{
    private const double InOrder = 0.95;
    private const int Kept = 3;

    private readonly List<SampleRow> _back = [];
    private readonly List<SampleRow> _forth = [];
    private long _last = long.MinValue;
    private long _steps, _jumpsBack, _jumpsForth, _ups, _downs;

    public void Add(long ticks, Func<SampleRow>? row)
    {
        if (_last != long.MinValue)
        {
            _steps++;
            _ups += ticks >= _last ? 1 : 0;
            _downs += ticks <= _last ? 1 : 0;
            _jumpsBack += Note(ticks < _last - TimeSpan.TicksPerDay, _back, row);
            _jumpsForth += Note(ticks > _last + TimeSpan.TicksPerDay, _forth, row);
        }

        _last = ticks;
    }

    public (long Count, IReadOnlyList<SampleRow> Samples) Jumps() =>
        _ups >= _steps * InOrder ? (_jumpsBack, _back) : _downs >= _steps * InOrder ? (_jumpsForth, _forth) : (0, []);

    private static long Note(bool isJump, List<SampleRow> samples, Func<SampleRow>? row)
    {
        if (isJump && samples.Count < Kept && row is not null)
        {
            samples.Add(row());
        }

        return isJump ? 1 : 0;
    }
}
