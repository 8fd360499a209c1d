using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Serving;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Recommendations;

/// <summary>
/// The customers in whose list of recommendations a product stands. Product and choice are in the address bar. Thousands of
/// lists are made for one answer, so it is asked for after the page is there.
/// </summary>
public sealed partial class AudienceCard : IDisposable
{
    private const string ProductKey = "product";
    private const string NewToKey = "newto";
    private const string No = "0";
    private const int MostShown = 50;

    private readonly CancellationTokenSource _lifetime = new();
    private CancellationTokenSource? _asking;
    private ShownAudience? _shown;
    private string? _errorId;
    private bool _busy;

    [Inject]
    public required IStringLocalizer<RecommendationWords> L { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required PageLoader Loader { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Inject]
    public required RecommendationService Recommendations { get; init; }

    private string? Product => State.Address[ProductKey];

    private bool NewTo => State.Address[NewToKey] != No;

    private ActionSource Source => new(
        ActionSources.Recommendations, L[NewTo ? "AudienceSourceNew" : "AudienceSource", NameOf(_shown!.Audience)],
        State.Address.With((StudioAddress.ShopKey, null)));

    private IReadOnlyList<ActionCandidate> Candidates => [.. _shown!.Audience.Members.Select(member => new ActionCandidate(member.Key))];

    public void Dispose()
    {
        State.Changed -= OnAddressChanged;
        _asking?.Dispose();
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override void OnInitialized() => State.Changed += OnAddressChanged;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    private void OnAddressChanged() => _ = InvokeAsync(async () =>
    {
        if (!_lifetime.IsCancellationRequested)
        {
            await LoadAsync();
            StateHasChanged();
        }
    });

    private async Task LoadAsync()
    {
        if (Product is not { } product)
        {
            (_shown, _errorId) = (null, null);
            return;
        }

        var query = new AudienceQuery(State.Shop.Id, product) { NotBoughtBefore = NewTo };
        if (_shown?.Query == query)
        {
            return;
        }

        _asking?.Cancel();
        _asking?.Dispose();
        _asking = CancellationTokenSource.CreateLinkedTokenSource(_lifetime.Token);
        (_busy, _errorId) = (true, null);
        StateHasChanged();
        await AskAsync(query, _asking.Token);
    }

    private async Task AskAsync(AudienceQuery query, CancellationToken cancellationToken)
    {
        try
        {
            // Off the circuit's own thread, so that the page stays alive meanwhile.
            var load = await Loader.LoadAsync(nameof(AudienceCard), async token => new ShownAudience(query, await Task.Run(() => Recommendations.AudienceAsync(query, token), token)), cancellationToken);
            if (!cancellationToken.IsCancellationRequested)
            {
                (_shown, _errorId, _busy) = (load.Model, load.ErrorId, false);
            }
        }
        catch (OperationCanceledException)
        {
            // A newer question shows its own answer.
        }
    }

    private string Sentence(RecommendationAudience audience) => audience switch
    {
        { VersionId: null } => L["NoLiveModelText"],
        { IsKnown: false } => L["AudienceNoProduct", Product ?? ""],
        { Asked: 0 } => L["AudienceNobodyAsked"],
        _ => L[audience.LeftOut ? "AudienceFoundLatest" : "AudienceFound", Format.Whole(audience.Members.Count), Format.Whole(audience.Asked), NameOf(audience)],
    };

    private string NameOf(RecommendationAudience audience) => audience.Title is { Length: > 0 } title ? title : Product ?? "";

    private Task DownloadAsync() => Browser.DownloadAsync("audience.csv", CsvText.Write(
        [L["Customer"], L["AudienceRank"], L["AudienceBought"]],
        _shown!.Audience.Members.Select(member => new object?[] { member.Key, member.Rank, L[member.BoughtBefore ? "Yes" : "No"].Value })));

    private sealed record ShownAudience(AudienceQuery Query, RecommendationAudience Audience);
}
