using MerchantStudio.Core.Analytics.Products;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Shared;

public sealed partial class ProductPicker : IDisposable
{
    private const int Most = 8;

    private readonly CancellationTokenSource _lifetime = new();
    private readonly string _list = "products-" + Guid.NewGuid().ToString("N");
    private IReadOnlyList<FoundProduct> _found = [];

    [Inject]
    public required IStringLocalizer<ActionWords> L { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required ProductSearchQuery Products { get; init; }

    /// <summary>The product's number.</summary>
    [Parameter, EditorRequired]
    public required string? Value { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Gets the number of the product; null when the field was emptied.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string?> OnPick { get; set; }

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    private async Task SuggestAsync(ChangeEventArgs change) => _found = await FindAsync(change);

    // What was typed without choosing is the best match's number, or stays as it is when nothing matches.
    private async Task PickAsync(ChangeEventArgs change)
    {
        var found = await FindAsync(change);
        var typed = change.Value?.ToString()?.Trim();
        await OnPick.InvokeAsync(string.IsNullOrEmpty(typed) ? null : found.Count > 0 ? found[0].Key : typed);
    }

    private Task<IReadOnlyList<FoundProduct>> FindAsync(ChangeEventArgs change) =>
        Products.RunAsync(State.Shop.Id, change.Value?.ToString() ?? "", Most, _lifetime.Token);
}
