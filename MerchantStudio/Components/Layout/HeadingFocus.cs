using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace MerchantStudio.Components.Layout;

/// <summary>
/// After the way to another page the keyboard is at its heading, so that a screen reader reads on from there. Unlike the framework's
/// own it takes the keyboard from nobody who has begun to type.
/// </summary>
public sealed class HeadingFocus : ComponentBase
{
    private Type? _page;
    private bool _isNew;
    private bool _isFirst = true;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Parameter, EditorRequired]
    public required RouteData RouteData { get; set; }

    protected override void OnParametersSet()
    {
        _isNew |= _page != RouteData.PageType;
        _page = RouteData.PageType;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isNew)
        {
            return;
        }

        var first = _isFirst;
        (_isNew, _isFirst) = (false, false);
        try
        {
            await Browser.FocusHeadingAsync(first);
        }
        catch (Exception lost) when (lost is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The reader has gone, or the browser could not be asked; the page is as good without.
        }
    }
}
