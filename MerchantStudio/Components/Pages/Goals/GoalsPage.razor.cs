using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Goals;

/// <summary>The rates that a shop watches, the band in which each is expected, and the days on which it left it.</summary>
public sealed partial class GoalsPage
{
    private int _version;

    [Inject]
    public required IStringLocalizer<ConversionWords> L { get; init; }

    [Inject]
    public required GoalQuery Query { get; init; }

    [Inject]
    public required GoalWatch Watch { get; init; }

    private GoalCharts Charts => new(Model!.Currency, L, Format);

    protected override Task<GoalReport?> LoadAsync(CancellationToken cancellationToken) => Query.RunAsync(State.Shop.Id, cancellationToken);

    // A goal that was just set is judged at once, not only after the next import.
    private async Task ChangedAsync()
    {
        await Watch.CheckAsync(State.Shop.Id, Lifetime);
        _version++;
        await ReloadAsync();
    }
}
