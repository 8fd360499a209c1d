using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace MerchantStudio.Components;

public sealed partial class App
{
    public const string MenuCookie = "ms-menu";

    private string _theme = ThemeChoice.System;
    private string _menu = "wide";

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    // Signing in writes a cookie, which only a plain request can: such pages are rendered without a circuit.
    private IComponentRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    protected override void OnInitialized()
    {
        _theme = ThemeChoice.Of(HttpContext);
        _menu = HttpContext.Request.Cookies[MenuCookie] == "icons" ? "icons" : "wide";
    }
}
