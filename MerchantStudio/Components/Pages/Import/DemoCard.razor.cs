using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Demo;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>Fills an empty shop with the demo and opens its overview when all of its files are in.</summary>
public sealed partial class DemoCard : IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private readonly HashSet<long> _open = [];
    private IDisposable? _watching;
    private int _files;
    private bool _isLoading;
    private bool _hasFailed;

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required DemoImport Demo { get; init; }

    [Inject]
    public required ImportQueue Queue { get; init; }

    [Inject]
    public required ImportProgressHub Hub { get; init; }

    [Inject]
    public required AuthenticationStateProvider People { get; init; }

    public void Dispose()
    {
        _watching?.Dispose();
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    private async Task LoadAsync()
    {
        (_isLoading, _hasFailed, _files) = (true, false, 0);
        var name = (await People.GetAuthenticationStateAsync()).User.Identity?.Name;
        var batches = await Demo.ReceiveAsync(State.Shop, name, _lifetime.Token);
        _files = batches.Count;
        _open.UnionWith(batches.Select(batch => batch.Id));
        _watching ??= Hub.Watch(State.Shop.Id, progress => _ = InvokeAsync(() => Hear(progress)));
        // The queue outlives this page: closing the tab stops nothing.
        foreach (var batch in batches)
        {
            Queue.Start(batch);
        }
    }

    private void Hear(ImportProgress progress)
    {
        if (!progress.IsOver || !_open.Remove(progress.BatchId))
        {
            return;
        }

        _hasFailed |= progress.State != ImportBatchState.Committed;
        if (_open.Count == 0)
        {
            _isLoading = false;
            if (!_hasFailed)
            {
                Navigation.NavigateTo(State.Link("/overview"));
            }
        }

        StateHasChanged();
    }
}
