using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>The ledger of training runs and the queue.</summary>
public sealed partial class RunsPage
{
    private const int PageSize = 25;

    private readonly Dictionary<long, RunLive> _live = [];
    private IDisposable? _watching;

    [Inject]
    public required IStringLocalizer<TrainingWords> L { get; init; }

    [Inject]
    public required TrainingText Words { get; init; }

    [Inject]
    public required RunLedger Ledger { get; init; }

    [Inject]
    public required RunProgressHub Progress { get; init; }

    [Inject]
    public required KnownHistoryQuery History { get; init; }

    private bool IsStarting => State.Address["new"] == "1";

    /// <summary>A page of the ledger.</summary>
    public sealed record RunsModel(IReadOnlyList<TrainingRun> Runs, int Page, int Total);

    protected override async Task<RunsModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var page = Math.Max(1, State.Address.Whole("page", 1));
        var total = await Ledger.CountAsync(State.Shop.Id, cancellationToken);
        var runs = await Ledger.ListAsync(State.Shop.Id, (page - 1) * PageSize, PageSize, cancellationToken);
        return total == 0 && !await History.AnyAsync(State.Shop.Id, cancellationToken) ? null : new RunsModel(runs, page, total);
    }

    protected override void OnLoaded(RunsModel model) => _watching ??= Progress.Watch(State.Shop.Id, null, live => _ = InvokeAsync(() => HearAsync(live)));

    protected override void Dispose(bool disposing)
    {
        _watching?.Dispose();
        base.Dispose(disposing);
    }

    private async Task HearAsync(RunLive live)
    {
        if (live.IsOver || Model?.Runs.All(run => run.Id != live.RunId) == true)
        {
            _live.Remove(live.RunId);
            await ReloadAsync();
        }
        else
        {
            _live[live.RunId] = live;
        }
        StateHasChanged();
    }

    private RunLive? LiveOf(TrainingRun run) => _live.GetValueOrDefault(run.Id) ?? Progress.Latest(run.Id);

    // Position among the waiting runs of this shop that are shown: a lane may also hold another shop's.
    private int PositionOf(TrainingRun run) => Model!.Runs.Count(other =>
        other.State == RunState.Queued && other.Id <= run.Id && TrainingLanes.Of(other.RequestedDevice) == TrainingLanes.Of(run.RequestedDevice));

    private string DurationOf(TrainingRun run) => run is { StartedUtc: { } from, FinishedUtc: { } to } ? Format.Duration(to - from) : "";

    private void Open(long runId) => Navigation.NavigateTo(State.Link($"/training/runs/{runId}"));
}
