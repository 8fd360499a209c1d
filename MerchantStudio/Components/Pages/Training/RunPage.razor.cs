using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>One run: how it goes while it goes, what it found out afterwards, and how it compares with another.</summary>
public sealed partial class RunPage
{
    private const int OthersShown = 8;

    private static readonly TimeSpan s_redrawEvery = TimeSpan.FromSeconds(3);

    private IDisposable? _watching;
    private long _watched;
    private RunLive? _live;
    private bool _busy;
    private IReadOnlyList<LossChart>? _charts;
    private int _chartedPoints = -1;
    private long _chartedAt;

    [Inject]
    public required IStringLocalizer<TrainingWords> L { get; init; }

    [Inject]
    public required TrainingText Words { get; init; }

    [Inject]
    public required RunLedger Ledger { get; init; }

    [Inject]
    public required RunJournalStore Journals { get; init; }

    [Inject]
    public required RunProgressHub Hub { get; init; }

    [Inject]
    public required ServingGraphs Graphs { get; init; }

    [Inject]
    public required TrainingService Training { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Parameter]
    public long RunId { get; set; }

    /// <summary>A run with everything that is kept about it.</summary>
    public sealed record RunView(
        TrainingRun Run, TrainingResult? Result, IReadOnlyList<string> LogTail, IReadOnlyList<CurvePoint> Curve,
        int Position, IReadOnlyList<TrainingRun> Others, ComparedRun? Compared, bool HasGraph);

    /// <summary>The run that is laid over it.</summary>
    public sealed record ComparedRun(TrainingRun Run, IReadOnlyList<CurvePoint> Curve);

    private RunLive? Live => _live?.RunId == RunId ? _live : null;

    private RunState Now => Live?.State ?? Model!.Run.State;

    private double Progress => Live?.Progress ?? Model!.Run.Progress;

    private IReadOnlyList<string> LogTail => Live is { LogTail.Count: > 0 } live ? live.LogTail : Model!.LogTail;

    // While it goes on, what is computed now; afterwards every model of the result.
    private IReadOnlyList<EngineCard.ModelEngine> Engines => (Live, Model!.Result) switch
    {
        ({ Engine: { } engine, Model: { } name } live, _) => [new(name, engine, live.ExamplesPerSecond)],
        (null, { } result) => [.. result.Models.Where(model => model.Engine is not null).Select(model => new EngineCard.ModelEngine(model.Model, model.Engine!, model.ExamplesPerSecond))],
        _ => [],
    };

    private IReadOnlyList<string> IgnoredDevice => Model!.Run.RequestedDevice is "auto" or "cpu" || Model.Result is null
        ? []
        : [.. Model.Result.Models.Where(model => model is { Engine: null, Error: null } && (model.Model == Model.Run.Model || Model.Run.Model == TrainingRequest.AllModels)).Select(model => model.Model)];

    private string Variant => State.Address["variant"] ?? "all";

    private string? Subtitle => Model is { Run: var run }
        ? L["RunSubtitle", Words.Model(run.Model), Format.DayAndTime(run.QueuedUtc, State.Shop), run.StartedBy ?? L["Somebody"].Value].Value
        : null;

    private string RunningDetails => string.Join(" · ", new[]
    {
        Live is { TimeLeft: { } left } ? L["TimeLeft", Format.Duration(left)].Value : null,
        Live is { Elapsed: var elapsed } ? L["Elapsed", Format.Duration(elapsed)].Value : null,
    }.OfType<string>());

    // What learns in rounds is trained, watched and chosen all at once.
    private string StageText => Live is { Stage: "Tune", Engine: not null } ? L["Stage_TuneRounds"] : Words.Stage(Live?.Stage ?? Model!.Run.Stage);

    private string DeviceText => Engines.FirstOrDefault(use => use.Engine.Provider != "cpu") is { } gpu
        ? Words.Engine(gpu.Engine.Provider)
        : Live?.Device ?? Model!.Run.Device ?? Words.Device(Model!.Run.RequestedDevice);

    private string? SpeedText => Live?.ExamplesPerSecond is { } speed ? L["ExamplesPerSecond", Format.Whole((long)speed)].Value : null;

    private string? MemoryText => Live is { MemoryBytes: > 0 } live ? L["Memory", TrainingText.Bytes(live.MemoryBytes)].Value : null;

    private string? DurationText => (Live, Model!.Run) switch
    {
        ({ } live, _) => Format.Duration(live.Elapsed),
        (_, { StartedUtc: { } from, FinishedUtc: { } to }) => Format.Duration(to - from),
        _ => "–",
    };

    private IReadOnlyList<LossChart> Charts
    {
        get
        {
            var points = Live is { Curve.Count: > 0 } live ? live.Curve : Model!.Curve;
            // Drawing thousands of points four times a second would leave the browser no time for a click.
            if (_charts is null || (_chartedPoints != points.Count && Time.GetElapsedTime(_chartedAt) > s_redrawEvery))
            {
                _chartedAt = Time.GetTimestamp();
                (_charts, _chartedPoints) = (RunCurves.Of(Model!.Run.Model, points, Model.Compared, new CurveWords(L, Words)), points.Count);
            }
            return _charts;
        }
    }

    protected override async Task<RunView?> LoadAsync(CancellationToken cancellationToken)
    {
        var run = await Ledger.FindAsync(State.Shop.Id, RunId, cancellationToken);
        if (run is null)
        {
            return null;
        }
        var runs = await Ledger.ListAsync(State.Shop.Id, 0, 100, cancellationToken);
        var compared = await CompareAsync(State.Address.Whole("with", 0), cancellationToken);
        return new RunView(
            run, TrainingResult.Of(run),
            await Journals.TailAsync(RunId, cancellationToken), await Journals.CurveAsync(RunId, cancellationToken),
            runs.Count(other => other.State == RunState.Queued && other.Id <= RunId),
            [.. runs.Where(other => other.Id != RunId && other.State != RunState.Queued).Take(OthersShown)], compared,
            await Graphs.FindAsync(State.Shop.Id, RunId, cancellationToken) is not null);
    }

    protected override void OnLoaded(RunView model)
    {
        _charts = null;
        if (_watched != RunId)
        {
            _watching?.Dispose();
            _watched = RunId;
            _watching = Hub.Watch(State.Shop.Id, RunId, live => _ = InvokeAsync(() => HearAsync(live)));
        }
        _live = Hub.Latest(RunId);
    }

    protected override void Dispose(bool disposing)
    {
        _watching?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<ComparedRun?> CompareAsync(int runId, CancellationToken cancellationToken) =>
        await Ledger.FindAsync(State.Shop.Id, runId, cancellationToken) is { } other
            ? new ComparedRun(other, await Journals.CurveAsync(other.Id, cancellationToken))
            : null;

    private async Task HearAsync(RunLive live)
    {
        if (live.IsOver)
        {
            // The ledger has more to say about a run that is over than its last breath.
            _live = null;
            await ReloadAsync();
        }
        else
        {
            _live = live;
            if (live.State == RunState.Running && Model?.Run is not { State: RunState.Running, DataFingerprint: not null } && live.Device is not null)
            {
                // The ledger has been told meanwhile what the run learns from and where.
                await ReloadAsync();
            }
        }
        StateHasChanged();
    }

    private Task CancelAsync() => DoAsync(() => Training.CancelAsync(State.Shop.Id, RunId, Lifetime));

    private Task ResumeAsync() => DoAsync(() => Training.ResumeAsync(State.Shop.Id, RunId, Lifetime));

    private Task RetryAsync() => DoAsync(async () =>
    {
        var person = (await People.GetAuthenticationStateAsync()).User;
        if (await Training.RetryAsync(State.Shop.Id, RunId, person.Identity?.Name, Lifetime) is { } again)
        {
            Navigation.NavigateTo(State.Link($"/training/runs/{again.Id}"));
        }
    });

    private async Task DoAsync(Func<Task> act)
    {
        _busy = true;
        try
        {
            await act();
            await ReloadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
