using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// What a run says about itself while it works: stage, share done, curves and log. Pushed to watchers at once;
/// whoever runs it writes it to the ledger from time to time.
/// </summary>
internal sealed class RunReporter
{
    private readonly TrainingRun _run;
    private readonly RunServices _services;
    private readonly RunJournal _journal;
    private TimeSpan? _expected;
    private readonly long _started;
    private readonly Lock _gate = new();
    private RunLive _live;

    public RunReporter(TrainingRun run, RunServices services)
    {
        (_run, _services) = (run, services);
        _journal = new RunJournal(run.Id, services.Time);
        _started = services.Time.GetTimestamp();
        _live = new RunLive { RunId = run.Id, ShopId = run.ShopId, State = RunState.Running, Stage = RunStages.Read };
    }

    public RunLive Live => _live;

    public RunJournal Journal => _journal;

    /// <summary>Says what is being done and how much of the whole run is behind it.</summary>
    /// <param name="stage">One of <see cref="RunStages"/>.</param>
    /// <param name="model">The model that is worked on; null between models.</param>
    /// <param name="progress">0 to 1; never falls.</param>
    public void Report(string stage, string? model, double progress)
    {
        lock (_gate)
        {
            var elapsed = _services.Time.GetElapsedTime(_started);
            var share = Math.Clamp(Math.Max(progress, _live.Progress), 0, 1);
            _live = _live with
            {
                Stage = stage,
                Model = model,
                // What was said of one model does not hold for the next.
                Engine = model == _live.Model ? _live.Engine : null,
                ExamplesPerSecond = model == _live.Model ? _live.ExamplesPerSecond : null,
                Progress = share,
                Elapsed = elapsed,
                TimeLeft = TimeEstimate.Left(elapsed, share, _expected),
                MemoryBytes = Environment.WorkingSet,
            };
        }
        Push();
    }

    /// <summary>How long the whole run is expected to take, until it is seen.</summary>
    public void Expect(TimeSpan time) => _expected = time;

    public void On(string device)
    {
        lock (_gate)
        {
            _live = _live with { Device = device };
        }
    }

    public void Speed(double examplesPerSecond)
    {
        lock (_gate)
        {
            _live = _live with { ExamplesPerSecond = examplesPerSecond };
        }
    }

    /// <summary>Where the model that is worked on is computed.</summary>
    public void Computing(string model, EngineUse engine)
    {
        lock (_gate)
        {
            _live = _live with { Model = model, Engine = engine };
        }
    }

    public void Point(string series, int step, double value) => _journal.Add(new CurvePoint(series, step, value));

    public void Log(string text)
    {
        _journal.Write(text);
        Push();
    }

    /// <summary>Writes what is due to the ledger and looks whether another process asked to stop.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        _services.Cancellation.LookForNote(_run.Id);
        await _services.Journals.AppendAsync(_journal, cancellationToken).ConfigureAwait(false);
        await _services.Ledger.ProgressAsync(_run.Id, _live.Stage, _live.Progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells watchers how it ended.</summary>
    public void End(RunState state)
    {
        lock (_gate)
        {
            _live = _live with
            {
                State = state,
                Elapsed = _services.Time.GetElapsedTime(_started),
                TimeLeft = null,
                Progress = state == RunState.Succeeded ? 1 : _live.Progress,
            };
        }
        Push();
    }

    private void Push()
    {
        var (tail, curve) = _journal.Look();
        _services.Hub.Publish(_live with { LogTail = tail, Curve = curve });
    }
}
