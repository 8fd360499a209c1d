using System.Globalization;
using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Serving;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Recommendations;

/// <summary>
/// The recommended products of one customer with their reasons; for the preview page and the customer's page alike. Model,
/// filters and removed purchases are read from the address bar, so that a link shows the same.
/// </summary>
public sealed partial class RecommendationPanel : IDisposable
{
    private const string VersionKey = "model";
    private const string CategoryKey = "category";
    private const string UnboughtKey = "unbought";
    private const string InStockKey = "instock";
    private const string WithoutKey = "without";
    private const int PurchasesShown = 30;

    private readonly CancellationTokenSource _lifetime = new();
    private IReadOnlyList<ModelVersion> _versions = [];
    private IReadOnlyList<string> _categories = [];
    private RecommendationList? _list;
    private string? _errorId;
    private RecommendationQuery? _shown;

    [Inject]
    public required IStringLocalizer<RecommendationWords> L { get; init; }

    [Inject]
    public required TrainingText Words { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required PageLoader Loader { get; init; }

    [Inject]
    public required RecommendationService Recommendations { get; init; }

    [Inject]
    public required ModelRegistry Registry { get; init; }

    [Parameter, EditorRequired]
    public required string CustomerKey { get; set; }

    /// <summary>How many products are listed.</summary>
    [Parameter]
    public int Count { get; set; } = 10;

    private bool Unbought => State.Address[UnboughtKey] == "1";

    private bool InStock => State.Address[InStockKey] == "1";

    // Product keys may hold commas; line breaks they may not.
    private IReadOnlyList<string> Without => State.Address[WithoutKey]?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private ModelVersion? Chosen => _versions.FirstOrDefault(version => version.Id.ToString(CultureInfo.InvariantCulture) == State.Address[VersionKey])
        ?? _versions.FirstOrDefault(version => version.IsLive);

    public void Dispose()
    {
        State.Changed -= OnAddressChanged;
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override void OnInitialized() => State.Changed += OnAddressChanged;

    protected override Task OnParametersSetAsync() => LoadAsync();

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
        var load = await Loader.LoadAsync(nameof(RecommendationPanel), AskAsync, _lifetime.Token);
        (_list, _errorId) = (load.Model ?? _list, load.ErrorId);
    }

    private async Task<RecommendationList?> AskAsync(CancellationToken cancellationToken)
    {
        var shopId = State.Shop.Id;
        _versions = await Registry.ListAsync(shopId, cancellationToken);
        var query = Query(shopId);
        if (_list is null || _shown != query)
        {
            _categories = await Recommendations.CategoriesAsync(shopId, cancellationToken);
            _shown = query;
            return await Recommendations.RecommendAsync(query, cancellationToken);
        }
        return _list;
    }

    private RecommendationQuery Query(int shopId) => new()
    {
        ShopId = shopId,
        CustomerKey = CustomerKey,
        Count = Count,
        VersionId = Chosen?.Id,
        Filters = new RecommendationFilters { InStock = InStock, NotBoughtBefore = Unbought, Category = State.Address[CategoryKey] },
        WithoutProducts = Without,
    };

    private string? Toggle(HistoryItem product)
    {
        var left = product.Removed ? Without.Where(key => key != product.ProductKey) : Without.Append(product.ProductKey);
        return string.Join('\n', left) is { Length: > 0 } keys ? keys : null;
    }

    private string Facts(RecommendedItem item) => string.Join(" · ", new[]
    {
        item.Category,
        item.PriceMinor is { } price ? Format.Money(price, State.Shop) : null,
        item.Stock is { } stock ? L["Stock", Format.Number(stock, 0)].Value : null,
        item.BoughtBefore ? L["HadBefore"].Value : null,
    }.OfType<string>());

    /// <summary>What speaks for the product, the strongest first. It describes associations; nothing here says "because".</summary>
    private string Sentence(RecommendedItem item) => string.Join(L["SentenceJoin"], item.Reasons
        .Where(reason => reason.Value > 0 || reason.Kind is ReasonKind.New or ReasonKind.NewOfInterest)
        .Where(reason => reason.Kind is not (ReasonKind.OtherPurchases or ReasonKind.Model))
        .GroupBy(reason => reason.Kind)
        .OrderByDescending(kind => kind.Sum(reason => reason.Value))
        .Select(kind => kind.Key == ReasonKind.Purchase
            ? L["AssociatedWith", string.Join(L["And"], kind.Select(reason => (reason.Title ?? reason.ProductKey)?.TrimEnd('.', ' ')))].Value
            : L["Reason_" + kind.Key, kind.First().Title ?? ""].Value));

    private string ReasonName(Reason reason) => reason.Kind == ReasonKind.Purchase
        ? L["AssociatedWith", reason.Title ?? reason.ProductKey ?? ""]
        : L["Reason_" + reason.Kind, reason.Title ?? ""];

    private static string Figure(double value) => value.ToString("0.0000", CultureInfo.CurrentCulture);

    private void Set(string key, ChangeEventArgs change) => State.Change((key, change.Value is true ? "1" : null));

    private static string? Value(ChangeEventArgs change) => change.Value as string is { Length: > 0 } value ? value : null;
}
