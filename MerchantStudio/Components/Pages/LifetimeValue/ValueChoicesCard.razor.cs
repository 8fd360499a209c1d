using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MerchantStudio.Components.Pages.LifetimeValue;

public sealed partial class ValueChoicesCard : IDisposable
{
    private const int LongestWeeks = 520;

    private readonly CancellationTokenSource _lifetime = new();
    private IReadOnlyList<string> _problems = [];
    private int? _weeks;
    private double? _discount;
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
    public required LifetimeValueDetails Details { get; set; }

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override void OnParametersSet()
    {
        _weeks ??= (int)Math.Round(Details.HorizonWeeks);
        _discount ??= Math.Round(Details.YearlyDiscount * 100, 1);
    }

    private async Task SaveAsync()
    {
        _saved = false;
        _problems = _weeks is not (>= 1 and <= LongestWeeks) || _discount is not (>= 0 and <= 100) ? [P["ValueBad", Format.Whole(LongestWeeks)].Value] : [];
        if (_problems.Count == 0)
        {
            await ChooseAsync(_weeks, _discount / 100);
        }
    }

    private Task ResetAsync()
    {
        _problems = [];
        return ChooseAsync(null, null);
    }

    private async Task ChooseAsync(int? weeks, double? discount)
    {
        await Desk.ChooseValueAsync(new Act((await Person).User, State.Shop), weeks, discount, _lifetime.Token);
        await Scoring.EnqueueAsync(State.Shop.Id, _lifetime.Token);
        _saved = true;
    }
}
