using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Pages.AtRisk;

/// <summary>People likely to leave, by what is at stake, with the model's own reasons.</summary>
public sealed partial class AtRiskPage
{
    private const int PageSize = 50;
    private bool _asked;

    [Inject]
    public required IStringLocalizer<CustomerWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<ActionWords> A { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Inject]
    public required AtRiskQuery Query { get; init; }

    [Inject]
    public required IScoringQueue Scoring { get; init; }

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    private bool ByChance => State.Address["sort"] == "chance";

    private ReasonWords Words => new(L, Format);

    private AtRiskCharts Charts => new(L);

    private string? Subtitle => Model is { } model ? L["ScoredAsOf", Format.Day(model.AsOfUtc, State.Shop)].Value : null;

    private AtRiskRequest Request => AtRiskAddress.Read(State.Address, State.Shop);

    private string StakeMeans => Model!.ValueHorizonDays is { } days ? A["DefineStakeExpected", Model.Details.HorizonDays, days] : A["DefineStakePastYear", Model.Details.HorizonDays];

    private ActionSource Source => new(
        ActionSources.AtRisk, new AtRiskFilterWords(L, A, Format).Of(Request, Model!.Details.HorizonDays, State.Shop), State.Address.With((StudioAddress.ShopKey, null), ("page", null)));

    protected override Task<AtRiskReport?> LoadAsync(CancellationToken cancellationToken) =>
        Query.RunAsync(Request with { Skip = (PageNumber - 1) * PageSize, Take = PageSize }, cancellationToken);

    private string Interval(Interval interval) => L["IntervalOf", Format.Number(interval.Low, 3), Format.Number(interval.High, 3)].Value;

    private async Task ScoreAsync()
    {
        await Scoring.EnqueueAsync(State.Shop.Id, Lifetime);
        _asked = true;
    }

    private async Task<IReadOnlyList<ActionCandidate>> CandidatesAsync(CancellationToken cancellationToken) =>
        await Query.RunAsync(Request with { Take = int.MaxValue }, cancellationToken) is { } all ? [.. all.Lines.Select(line => new ActionCandidate(line.Key, line.Chance))] : [];

    private async Task DownloadAsync()
    {
        if (await Query.RunAsync(Request with { Take = int.MaxValue }, Lifetime) is { } all)
        {
            await Browser.DownloadAsync("at-risk.csv", Table(all).ToCsv());
        }
    }

    private ChartTable Table(AtRiskReport all) => new(
        [
            new ChartColumn(L["Customer"], ChartFormat.Text), new ChartColumn(L["ChanceWithin", all.Details.HorizonDays], ChartFormat.Percent),
            new ChartColumn(all.ValueHorizonDays is { } days ? A["ExpectedWithin", days] : A["Expected"], ChartFormat.Money), new ChartColumn(L["AtStake"], ChartFormat.Money),
            new ChartColumn(A["Group"], ChartFormat.Text), new ChartColumn(A["Country"], ChartFormat.Text), new ChartColumn(L["Reasons"], ChartFormat.Text),
        ],
        [.. all.Lines.Select(line => (IReadOnlyList<object?>)
            [line.Key, line.Chance, line.ExpectedMinor, line.StakeMinor, line.Segment is { } segment ? L["Segment_" + segment].Value : null, line.Country, Reasons(line)])],
        State.Shop.Currency);

    private string Reasons(AtRiskLine line) => string.Join(L["ReasonSeparator"], line.Reasons.Take(3).Select(Words.Of));
}
