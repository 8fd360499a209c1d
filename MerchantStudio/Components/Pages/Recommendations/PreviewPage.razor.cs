using MerchantStudio.Core.Serving;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Recommendations;

/// <summary>Looks a customer up and shows what would be recommended, before anybody else sees it.</summary>
public sealed partial class PreviewPage
{
    private const string CustomerKey = "customer";
    private const int MostExamples = 50;

    private string? _asked;

    [Inject]
    public required IStringLocalizer<RecommendationWords> L { get; init; }

    [Inject]
    public required ModelRegistry Registry { get; init; }

    [Inject]
    public required RecommendationService Recommendations { get; init; }

    private string? Customer => State.Address[CustomerKey];

    /// <summary>Customers to begin with.</summary>
    public sealed record PreviewView(IReadOnlyList<string> Examples);

    protected override async Task<PreviewView?> LoadAsync(CancellationToken cancellationToken)
    {
        var versions = await Registry.ListAsync(State.Shop.Id, cancellationToken);
        return versions.Count == 0
            ? null
            : new PreviewView(await Recommendations.ExampleCustomersAsync(State.Shop.Id, MostExamples, cancellationToken));
    }

    protected override void OnLoaded(PreviewView model) => _asked = Customer;

    private void Search() => State.Change((CustomerKey, string.IsNullOrWhiteSpace(_asked) ? null : _asked.Trim()), ("without", null));
}
