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

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Inject]
    public required IStringLocalizer<ChartWords> Words { get; init; }

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

    private bool IsDrawn => Bare || (!_asTable && !Spec.IsEmpty);

    /// <summary>Adds points to the ends of the series of a live chart without drawing it anew; one list per series.</summary>
    public ValueTask AppendAsync(IReadOnlyList<IReadOnlyList<double[]>> points) => _chart.AppendAsync(points);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (IsDrawn)
        {
            await _chart.ShowAsync(Browser, _canvas, Spec, point => InvokeAsync(() => OnPoint.InvokeAsync(point)));
        }
        else
        {
            await _chart.ClearAsync();
        }
    }

    public ValueTask DisposeAsync() => _chart.DisposeAsync();

    private static string Swatch(ChartLegendEntry entry) =>
        entry.Colour is { } place ? "series-" + ((place % 6) + 1).ToString(CultureInfo.InvariantCulture) : "series-context";

    private void ToggleTable() => _asTable = !_asTable;

    private Task DownloadAsync() => Browser.DownloadAsync(FileNames.Csv(Spec.Title), Spec.ToTable().ToCsv());

    private Task ToggleFullScreenAsync() => Browser.ToggleFullScreenAsync(_frame);
}

/// <summary>A point that a reader chose, both 0-based.</summary>
public readonly record struct ChartPoint(int Series, int Index);
