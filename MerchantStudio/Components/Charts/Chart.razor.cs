using System.Globalization;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Charts;

/// <summary>
/// The one way to draw a chart: hands the description to the module of its kind, and offers the same figures as a table,
/// a CSV file and on the full screen.
/// </summary>
public sealed partial class Chart : IAsyncDisposable
{
    private readonly ChartHandle _chart = new();
    private ElementReference _frame;
    private ElementReference _canvas;
    private bool _asTable;
    private bool _isUndrawable;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Inject]
    public required IStringLocalizer<ChartWords> Words { get; init; }

    [Inject]
    public required ILogger<Chart> Logger { get; init; }

    [Parameter, EditorRequired]
    public required ChartSpec Spec { get; set; }

    /// <summary>Height: <c>small</c>, <c>medium</c> or <c>large</c>; <c>word</c> for a sparkline.</summary>
    [Parameter]
    public string Size { get; set; } = "medium";

    /// <summary>Only the drawing, for cards that have their own title and tools.</summary>
    [Parameter]
    public bool Bare { get; set; }

    /// <summary>A point of a clickable chart was chosen.</summary>
    [Parameter]
    public EventCallback<ChartPoint> OnPoint { get; set; }

    private bool IsDrawn => Bare ? !_isUndrawable : !_asTable && !Spec.IsEmpty;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            await (IsDrawn ? _chart.ShowAsync(Browser, _canvas, Spec, point => InvokeAsync(() => OnPoint.InvokeAsync(point))) : _chart.ClearAsync());
        }
        catch (JSException problem)
        {
            // A drawing that the browser cannot make (its program did not arrive, say) is no reason to take the whole page away.
            Log.Undrawable(Logger, Spec.Module, problem);
            (_isUndrawable, _asTable) = (true, true);
            StateHasChanged();
        }
    }

    public ValueTask DisposeAsync() => _chart.DisposeAsync();

    private static string Swatch(ChartLegendEntry entry) =>
        entry.Colour is { } place ? "series-" + ((place % 6) + 1).ToString(CultureInfo.InvariantCulture) : "series-context";

    private void ToggleTable() => (_asTable, _isUndrawable) = (!_asTable, false);

    private Task DownloadAsync() => Browser.DownloadAsync(FileNames.Csv(Spec.Title), Spec.ToTable().ToCsv());

    private Task ToggleFullScreenAsync() => Browser.ToggleFullScreenAsync(_frame);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A browser did not draw a chart ({Module}); its table is shown instead.")]
        public static partial void Undrawable(ILogger logger, string module, Exception problem);
    }
}

/// <summary>A point that a reader chose, both 0-based.</summary>
public readonly record struct ChartPoint(int Series, int Index);
