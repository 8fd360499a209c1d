using System.Globalization;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Layout;

/// <summary>What runs in the background for the selected shop, told by its sources rather than asked for on a timer.</summary>
public sealed partial class WorkRing : IDisposable
{
    private IReadOnlyList<RunningWork> _running = [];

    [Inject]
    public required IStringLocalizer<Shell> L { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Inject]
    public required IEnumerable<IRunningWorkSource> Sources { get; init; }

    private string Dashes => string.Create(CultureInfo.InvariantCulture, $"{100 * _running.Average(work => work.Progress ?? 0.25):0} 100");

    public void Dispose()
    {
        foreach (var source in Sources)
        {
            source.Changed -= OnWorkChanged;
        }
    }

    protected override void OnInitialized()
    {
        foreach (var source in Sources)
        {
            source.Changed += OnWorkChanged;
        }
    }

    protected override void OnParametersSet() => Read();

    private void OnWorkChanged(int shopId)
    {
        if (State.Seat?.Shop.Id == shopId)
        {
            _ = InvokeAsync(() =>
            {
                Read();
                StateHasChanged();
            });
        }
    }

    private void Read() => _running = State.Seat is { } seat ? [.. Sources.SelectMany(source => source.Of(seat.Shop.Id))] : [];
}
