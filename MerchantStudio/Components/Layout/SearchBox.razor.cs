using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Layout;

/// <summary>Looks for customers, products and pages while one types; arrows choose, Enter goes there, Escape closes.</summary>
public sealed partial class SearchBox : IDisposable
{
    private static readonly TimeSpan s_pauseBeforeAsking = TimeSpan.FromMilliseconds(150);

    private CancellationTokenSource _asking = new();
    private IReadOnlyList<SearchHit>? _hits;
    private int _chosen;
    // The box keeps what is typed to itself, so that slow answers never overwrite it; a new one is an empty one.
    private int _box;

    [Inject]
    public required IStringLocalizer<Shell> L { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required IEnumerable<ISearchSource> Sources { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    private SearchHit? Chosen => _hits is { Count: > 0 } hits ? hits[Math.Clamp(_chosen, 0, hits.Count - 1)] : null;

    public void Dispose()
    {
        _asking.Cancel();
        _asking.Dispose();
    }

    private async Task SearchAsync(ChangeEventArgs change)
    {
        var token = AskAnew();
        if (change.Value?.ToString()?.Trim() is not { Length: > 0 } words || State.Seat is not { } seat)
        {
            _hits = null;
            return;
        }
        try
        {
            await Task.Delay(s_pauseBeforeAsking, Time, token);
            List<SearchHit> hits = [];
            foreach (var source in Sources)
            {
                hits.AddRange(await source.FindAsync(seat, words, token));
            }
            (_hits, _chosen) = (hits, 0);
        }
        catch (OperationCanceledException)
        {
            // The reader typed on; the next search answers.
        }
    }

    private void OnKey(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown":
                _chosen = Math.Min(_chosen + 1, (_hits?.Count ?? 1) - 1);
                break;
            case "ArrowUp":
                _chosen = Math.Max(_chosen - 1, 0);
                break;
            case "Escape":
                Close();
                break;
            case "Enter" when Chosen is { } hit:
                Close();
                Navigation.NavigateTo(State.Link(hit.Route));
                break;
            default:
                break;
        }
    }

    private void Close() => (_hits, _box) = (null, _box + 1);

    private CancellationToken AskAnew()
    {
        _asking.Cancel();
        _asking.Dispose();
        _asking = new CancellationTokenSource();
        return _asking.Token;
    }
}
