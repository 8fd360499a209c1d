using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.DataQuality;

/// <summary>Postage, fees and the like among what is sold, and the owner's word on each.</summary>
public sealed partial class NotProducts : IDisposable
{
    private const int Shown = 100;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<SoldItem> _items = [];
    private string _words = "";
    private string? _said;
    private bool _busy;

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required SoldItems Items { get; init; }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _items = _words.Length == 0
        ? await Items.NotableAsync(State.Shop.Id, Shown, _leaving.Token)
        : await Items.FindAsync(State.Shop.Id, _words, Shown, _leaving.Token);

    private Task FindAsync(ChangeEventArgs change)
    {
        (_words, _said) = (change.Value?.ToString()?.Trim() ?? "", null);
        return LoadAsync();
    }

    private async Task SayAsync(SoldItem item, ChangeEventArgs change)
    {
        if (_busy || !bool.TryParse(change.Value?.ToString(), out var isProduct))
        {
            return;
        }

        _busy = true;
        try
        {
            _ = await Items.SayAsync(State.Shop.Id, item, isProduct, _leaving.Token);
            _said = L[isProduct ? "ItemsSaidProduct" : "ItemsSaidNot", item.Key];
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
