using MerchantStudio.State;
using Microsoft.AspNetCore.Components;

namespace MerchantStudio.Components.Shared;

/// <summary>
/// A page that loads one model for what the address bar says. It loads again whenever the address changes, cancels a load
/// that is no longer wanted, and carries the model from the first bytes over to the circuit.
/// </summary>
/// <typeparam name="TModel">Everything that the page shows; an immutable record.</typeparam>
public abstract class StudioPage<TModel> : ComponentBase, IDisposable
    where TModel : class
{
    private const string HandoffKey = "page-model";

    private readonly CancellationTokenSource _lifetime = new();
    private CancellationTokenSource? _loading;
    private PersistingComponentStateSubscription? _persisting;
    private string? _loadedAddress;

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required PageLoader Loader { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required PrerenderHandoff Handoff { get; init; }

    [Inject]
    public required PersistentComponentState Persisted { get; init; }

    /// <summary>Which of the four states is shown; hand it to <see cref="PageFrame"/>.</summary>
    protected PageView View { get; private set; } = PageView.Loading;

    /// <summary>What was loaded last; not null while <see cref="View"/> is filled.</summary>
    protected TModel? Model { get; private set; }

    /// <summary>Ends when the reader leaves the page.</summary>
    protected CancellationToken Lifetime => _lifetime.Token;

    /// <summary>Loads what <see cref="State"/> says; null when the shop has nothing to show here yet.</summary>
    protected abstract Task<TModel?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Runs after a model has arrived, such as to follow its progress.</summary>
    protected virtual void OnLoaded(TModel model)
    {
    }

    /// <summary>Loads again, showing what is there until the new model arrives.</summary>
    protected async Task ReloadAsync()
    {
        var token = StartLoading();
        try
        {
            await State.RefreshAsync(token);
            var load = await Loader.LoadAsync(GetType().Name, LoadAsync, token);
            token.ThrowIfCancellationRequested();
            Show(load);
        }
        catch (OperationCanceledException)
        {
            // The reader went on; the newer load shows itself.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        State.Changed += OnAddressChanged;
        _persisting = Persisted.RegisterOnPersisting(KeepForCircuit);
        if (Persisted.TryTakeFromJson<string>(HandoffKey, out var key) && key is not null && Handoff.Take<TModel>(key) is { } kept)
        {
            await State.RefreshAsync(Lifetime);
            _loadedAddress = Navigation.Uri;
            Show(new PageLoad<TModel>(kept, null));
        }
    }

    protected override Task OnParametersSetAsync()
    {
        if (_loadedAddress == Navigation.Uri)
        {
            return Task.CompletedTask;
        }
        _loadedAddress = Navigation.Uri;
        return ReloadAsync();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            State.Changed -= OnAddressChanged;
            _persisting?.Dispose();
            _lifetime.Cancel();
            _loading?.Dispose();
            _lifetime.Dispose();
        }
    }

    private CancellationToken StartLoading()
    {
        _loading?.Cancel();
        _loading?.Dispose();
        _loading = CancellationTokenSource.CreateLinkedTokenSource(_lifetime.Token);
        return _loading.Token;
    }

    private void Show(PageLoad<TModel> load)
    {
        Model = load.Model;
        View = load switch
        {
            { ErrorId: { } id } => new PageView(PageState.Failed, id),
            { Model: null } => PageView.Empty,
            _ => PageView.Filled,
        };
        if (load.Model is { } model)
        {
            OnLoaded(model);
        }
    }

    // The router hands new parameters over only when the route's own values change, not for ?shop= or ?tab=.
    private void OnAddressChanged() => _ = InvokeAsync(async () =>
    {
        if (!_lifetime.IsCancellationRequested && new Uri(Navigation.Uri).AbsolutePath == new Uri(_loadedAddress ?? Navigation.Uri).AbsolutePath)
        {
            await OnParametersSetAsync();
            StateHasChanged();
        }
    });

    private Task KeepForCircuit()
    {
        if (Model is { } model && View.State == PageState.Filled)
        {
            Persisted.PersistAsJson(HandoffKey, Handoff.Put(model));
        }
        return Task.CompletedTask;
    }
}
