using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.AtRisk;

/// <summary>People likely to leave, by what is at stake, with the model's own reasons.</summary>
public sealed partial class AtRiskPage
{
    private const int PageSize = 50;
    private bool _asked;

    [Inject]
    public required IStringLocalizer<CustomerWords> L { get; init; }

    [Inject]
    public required AtRiskQuery Query { get; init; }

    [Inject]
    public required IScoringQueue Scoring { get; init; }

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    private bool ByChance => State.Address["sort"] == "chance";

    private ReasonWords Words => new(L, Format);

    private AtRiskCharts Charts => new(L, Format);

    private string? Subtitle => Model is { } model ? L["ScoredAsOf", Format.Day(model.AsOfUtc, State.Shop)].Value : null;

    protected override Task<AtRiskReport?> LoadAsync(CancellationToken cancellationToken) => Query.RunAsync(
        new AtRiskRequest(State.Shop.Id) { Search = State.Address["search"], ByChance = ByChance, Skip = (PageNumber - 1) * PageSize, Take = PageSize },
        cancellationToken);

    private string Interval(Interval interval) => L["IntervalOf", Format.Number(interval.Low, 3), Format.Number(interval.High, 3)].Value;

    private async Task ScoreAsync()
    {
        await Scoring.EnqueueAsync(State.Shop.Id, Lifetime);
        _asked = true;
    }
}
