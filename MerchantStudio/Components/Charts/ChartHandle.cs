using MerchantStudio.Core.Domain;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Charts;

/// <summary>The browser's side of one chart: its module, the drawn chart and the way back for clicks.</summary>
internal sealed class ChartHandle : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private DotNetObjectReference<ChartInterop>? _clicks;
    private ChartSpec? _shown;

    /// <summary>Draws the chart, or brings the drawn one in line when the description is another one.</summary>
    public async ValueTask ShowAsync(IJSRuntime browser, ElementReference canvas, ChartSpec spec, Func<ChartPoint, Task> onPoint)
    {
        if (ReferenceEquals(_shown, spec))
        {
            return;
        }
        var first = _shown?.Module != spec.Module;
        if (first)
        {
            await ClearAsync();
        }
        _shown = spec;
        if (first)
        {
            await DrawAsync(browser, canvas, spec, onPoint);
        }
        else if (_chart is { } drawn)
        {
            await drawn.InvokeVoidAsync("update", Describe(spec));
        }
    }

    public ValueTask AppendAsync(IReadOnlyList<IReadOnlyList<double[]>> points) =>
        _chart is { } drawn ? drawn.InvokeVoidAsync("append", points) : ValueTask.CompletedTask;

    /// <summary>Takes the drawing away; the next <see cref="ShowAsync"/> draws it anew.</summary>
    public async ValueTask ClearAsync()
    {
        _shown = null;
        if (_chart is { } drawn)
        {
            _chart = null;
            await drawn.InvokeVoidAsync("dispose");
            await drawn.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ClearAsync();
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone, and the chart with it.
        }
        _clicks?.Dispose();
    }

    private async Task DrawAsync(IJSRuntime browser, ElementReference canvas, ChartSpec spec, Func<ChartPoint, Task> onPoint)
    {
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }
        _clicks ??= DotNetObjectReference.Create(new ChartInterop(onPoint));
        _module = await browser.InvokeAsync<IJSObjectReference>("import", $"./assets/charts/{spec.Module}.js");
        _chart = await _module.InvokeAsync<IJSObjectReference>("create", canvas, Describe(spec), _clicks);
    }

    // The module gets the description as it is, and beside it what it needs to write figures for this reader.
    private static JsonObject Describe(ChartSpec spec)
    {
        var description = JsonSerializer.SerializeToNode(spec, spec.GetType(), s_json)!.AsObject();
        // Plain English writes the month first; every page of ours writes the day first.
        description["locale"] = CultureInfo.CurrentUICulture.Name is "en" ? "en-GB" : CultureInfo.CurrentUICulture.Name;
        description["minorDigits"] = Currencies.MinorDigits(spec.Currency ?? "");
        return description;
    }

    private sealed class ChartInterop(Func<ChartPoint, Task> onPoint)
    {
        [JSInvokable]
        public Task OnPointClicked(int series, int index) => onPoint(new ChartPoint(series, index));
    }
}
