using MerchantStudio.Core.Domain;
using System.Diagnostics.CodeAnalysis;
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
    private Wish? _wanted;
    private Wish? _shown;
    private bool _isBusy;
    private bool _isGone;

    /// <summary>Draws the chart, or brings the drawn one in line when the description is another one.</summary>
    public ValueTask ShowAsync(IJSRuntime browser, ElementReference canvas, ChartSpec spec, Func<ChartPoint, Task> onPoint)
    {
        _clicks ??= DotNetObjectReference.Create(new ChartInterop(onPoint));
        _wanted = new Wish(browser, canvas, spec);
        return CatchUpAsync();
    }

    /// <summary>Takes the drawing away; the next <see cref="ShowAsync"/> draws it anew.</summary>
    public ValueTask ClearAsync()
    {
        _wanted = null;
        return CatchUpAsync();
    }

    public ValueTask DisposeAsync()
    {
        _isGone = true;
        return ClearAsync();
    }

    // The browser answers when it will, and the page goes on meanwhile: whoever is at it already sees to what is asked for later.
    private async ValueTask CatchUpAsync()
    {
        if (_isBusy)
        {
            return;
        }
        _isBusy = true;
        try
        {
            while (_wanted is { } wish ? !wish.IsSameAs(_shown) : _chart is not null)
            {
                await StepAsync(_wanted);
            }
            if (_isGone)
            {
                await ForgetModuleAsync();
                _clicks?.Dispose();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone, and the chart with it.
            _clicks?.Dispose();
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async ValueTask StepAsync(Wish? wish)
    {
        var isDrawn = _chart is not null && wish is not null && wish.IsSameDrawingAs(_shown);
        if (!isDrawn && _chart is { } other)
        {
            (_chart, _shown) = (null, null);
            await other.InvokeVoidAsync("dispose");
            await other.DisposeAsync();
        }
        if (isDrawn)
        {
            await _chart!.InvokeVoidAsync("update", Describe(wish!.Spec));
        }
        else if (wish is not null)
        {
            await ForgetModuleAsync();
            _module = await wish.Browser.InvokeAsync<IJSObjectReference>("import", $"./assets/charts/{wish.Spec.Module}.js");
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", wish.Canvas, Describe(wish.Spec), _clicks);
        }
        _shown = wish;
    }

    private async ValueTask ForgetModuleAsync()
    {
        if (_module is { } module)
        {
            _module = null;
            await module.DisposeAsync();
        }
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

    private sealed record Wish(IJSRuntime Browser, ElementReference Canvas, ChartSpec Spec)
    {
        public bool IsSameAs(Wish? other) => IsSameDrawingAs(other) && ReferenceEquals(Spec, other.Spec);

        /// <summary>Whether the other can be brought in line; else it is taken away and drawn anew.</summary>
        public bool IsSameDrawingAs([NotNullWhen(true)] Wish? other) => Canvas.Id == other?.Canvas.Id && Spec.Module == other?.Spec.Module;
    }
}
