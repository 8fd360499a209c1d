using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MerchantStudio.Components.Pages.ChurnModel;

public sealed partial class HorizonCard : IDisposable
{
    private const int LongestDays = 1825;

    private readonly CancellationTokenSource _lifetime = new();
    private IReadOnlyList<string> _problems = [];
    private int? _days;
    private bool _saved;

    [Inject]
    public required CustomerDesk Desk { get; init; }

    [Inject]
    public required IScoringQueue Scoring { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Person { get; set; }

    [Parameter, EditorRequired]
    public required ChurnDetails Details { get; set; }

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override void OnParametersSet() => _days ??= Details.HorizonDays;

    private async Task ChooseAsync(int? days)
    {
        _saved = false;
        _problems = days is < 1 or > LongestDays ? [P["HorizonBad", Format.Whole(LongestDays)].Value] : [];
        if (_problems.Count == 0)
        {
            await Desk.ChooseChurnHorizonAsync(new Act((await Person).User, State.Shop), days, _lifetime.Token);
            await Scoring.EnqueueAsync(State.Shop.Id, _lifetime.Token);
            (_saved, _days) = (true, days ?? Details.ProposedHorizonDays);
        }
    }
}
