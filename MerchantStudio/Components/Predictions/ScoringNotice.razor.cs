using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Predictions;

/// <summary>For every page that shows figures of a scoring: what failed last, and a button that asks for it again.</summary>
public sealed partial class ScoringNotice : IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private IReadOnlyList<ScoringTrouble> _troubles = [];
    private int? _shopId;
    private bool _asked;

    [Inject]
    public required IStringLocalizer<PredictionWords> L { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required ScoringTroubleQuery Query { get; init; }

    [Inject]
    public required IScoringQueue Scoring { get; init; }

    /// <summary>The scores that the page shows, of <see cref="ScoreKinds"/>.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<string> Kinds { get; set; }

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shopId != State.Shop.Id)
        {
            (_shopId, _asked) = (State.Shop.Id, false);
            _troubles = await Query.RunAsync(State.Shop.Id, Kinds, _lifetime.Token);
        }
    }

    private string Why(ScoringFailure failure)
    {
        var (key, detail) = RunErrors.Parse(failure.Reason);
        return L["FailedReason_" + key, detail];
    }

    private string Shown(ScoringTrouble trouble) => trouble.Shown is { } shown
        ? L["FailedShown", Format.DayAndTime(shown.ScoredUtc, State.Shop), Format.Day(shown.AsOfUtc, State.Shop)]
        : L["FailedNothing"];

    private async Task RetryAsync()
    {
        await Scoring.EnqueueAsync(State.Shop.Id, _lifetime.Token);
        _asked = true;
    }
}
