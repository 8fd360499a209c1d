namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>One subscription of <see cref="RunProgressHub"/>, with its own rhythm.</summary>
internal sealed class RunWatcher : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly int? _shopId;
    private readonly long? _runId;
    private readonly Action<RunLive> _changed;
    private readonly Action<RunWatcher> _gone;
    private readonly ITimer _timer;
    private readonly Dictionary<long, RunLive> _pending = [];
    private bool _waiting;
    private bool _disposed;

    public RunWatcher(TimeProvider time, int? shopId, long? runId, Action<RunLive> changed, Action<RunWatcher> gone)
    {
        (_time, _shopId, _runId, _changed, _gone) = (time, shopId, runId, changed, gone);
        _timer = _time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Offer(RunLive state)
    {
        if ((_shopId is { } shop && shop != state.ShopId) || (_runId is { } only && only != state.RunId))
        {
            return;
        }
        lock (_gate)
        {
            _pending[state.RunId] = state;
            if (_disposed || (_waiting && !state.IsOver))
            {
                return;
            }
            _waiting = true;
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Flush()
    {
        RunLive[] states;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
            states = [.. _pending.Values];
            _pending.Clear();
            _waiting = states.Length > 0;
            if (_waiting)
            {
                // Fires again after the interval: to deliver what came meanwhile, or to fall asleep.
                _timer.Change(RunProgressHub.Interval, Timeout.InfiniteTimeSpan);
            }
        }
        foreach (var state in states)
        {
            _changed(state);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _pending.Clear();
        }
        _timer.Dispose();
        _gone(this);
    }
}
