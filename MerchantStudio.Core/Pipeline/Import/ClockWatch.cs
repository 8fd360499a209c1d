namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Which way a row of a file leaves the order of time by more than a day.</summary>
internal enum ClockJump
{
    None,
    Back,
    Forth,
}

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

    public void Add(long ticks, Func<SampleRow> row)
    {
        var jump = Add(ticks);
        if (jump != ClockJump.None)
        {
            Keep(jump, row());
        }
    }

    /// <summary>Counts a row.</summary>
    /// <returns>Where it jumps, if it does and a sample of that is still wanted.</returns>
    public ClockJump Add(long ticks)
    {
        var (last, isFirst) = (_last, _last == long.MinValue);
        _last = ticks;
        if (isFirst)
        {
            return ClockJump.None;
        }

        _steps++;
        _ups += ticks >= last ? 1 : 0;
        _downs += ticks <= last ? 1 : 0;
        if (ticks < last - TimeSpan.TicksPerDay)
        {
            _jumpsBack++;
            return _back.Count < Kept ? ClockJump.Back : ClockJump.None;
        }

        if (ticks > last + TimeSpan.TicksPerDay)
        {
            _jumpsForth++;
            return _forth.Count < Kept ? ClockJump.Forth : ClockJump.None;
        }

        return ClockJump.None;
    }

    public void Keep(ClockJump jump, SampleRow row) => (jump == ClockJump.Back ? _back : _forth).Add(row);

    public (long Count, IReadOnlyList<SampleRow> Samples) Jumps() =>
        _ups >= _steps * InOrder ? (_jumpsBack, _back) : _downs >= _steps * InOrder ? (_jumpsForth, _forth) : (0, []);
}
