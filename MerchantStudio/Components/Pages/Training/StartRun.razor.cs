using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Training;

/// <summary>Orders a run, after saying what it will take.</summary>
public sealed partial class StartRun : IDisposable
{
    private static readonly int[] s_tuningChoices = [10, 30, 120, 300, 900];

    private readonly CancellationTokenSource _lifetime = new();
    private string _model = TrainingRequest.AllModels;
    private string _protocol = TrainingRequests.Protocols[0];
    private string _device = TrainingRequests.Devices[0];
    private int _seconds = TrainingRequest.DefaultTuningSeconds;
    private ulong _seed = 1;
    private bool _busy;
    private string? _problem;
    private TrainingEstimate? _estimate;

    [Inject]
    public required IStringLocalizer<TrainingWords> L { get; init; }

    [Inject]
    public required TrainingText Words { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required TrainingService Training { get; init; }

    [Inject]
    public required TrainingEstimator Estimator { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    [Parameter, EditorRequired]
    public required int ShopId { get; set; }

    /// <summary>Told the id of the run that was ordered.</summary>
    [Parameter]
    public EventCallback<long> OnStarted { get; set; }

    private static IEnumerable<string> RecommenderNames => TrainingRequests.Models;

    private static IReadOnlyList<int> TuningChoices => s_tuningChoices;

    private TrainingRequest Request => new()
    {
        Model = _model, Protocol = _protocol, Device = _device, Seed = _seed, TuningSeconds = _seconds,
    };

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override Task OnInitializedAsync() => EstimateAsync();

    private Task ChangeAsync(Action change)
    {
        change();
        return EstimateAsync();
    }

    private async Task EstimateAsync() => _estimate = await Estimator.EstimateAsync(ShopId, Request, _lifetime.Token);

    private async Task StartAsync()
    {
        _busy = true;
        try
        {
            var person = (await People.GetAuthenticationStateAsync()).User;
            var run = await Training.EnqueueAsync(ShopId, Request with { StartedBy = person.Identity?.Name }, _lifetime.Token);
            await OnStarted.InvokeAsync(run.Id);
        }
        catch (ArgumentException problem)
        {
            _problem = problem.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
