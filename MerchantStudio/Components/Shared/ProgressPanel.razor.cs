using System.Globalization;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Shared;

/// <summary>Long work: done of total, rate, time left. All figures are given; nothing is measured here.</summary>
public sealed partial class ProgressPanel
{
    [Inject]
    public required IStringLocalizer<Shell> L { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public long Done { get; set; }

    /// <summary>Null while it is not known how much there is.</summary>
    [Parameter]
    public long? Total { get; set; }

    /// <summary>Units per second; null while it cannot be said.</summary>
    [Parameter]
    public double? Rate { get; set; }

    [Parameter]
    public TimeSpan? Left { get; set; }

    /// <summary>Resource text with one place for the figure, such as “{0} rows”; null shows the bare figure.</summary>
    [Parameter]
    public string? UnitPattern { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    // Without a value the browser draws a bar that only moves.
    private string? Share => Total is > 0 and { } total
        ? Math.Clamp(Done / (double)total, 0, 1).ToString("0.###", CultureInfo.InvariantCulture)
        : null;

    private string Figures => Total is { } total ? $"{WithUnit(Format.Whole(Done))} / {Format.Whole(total)}" : WithUnit(Format.Whole(Done));

    private string Details => string.Join(" · ", new[]
    {
        Rate is { } rate ? L["PerSecond", WithUnit(Format.Whole((long)rate))].Value : null,
        Left is { } left ? L["TimeLeft", Format.Duration(left)].Value : null,
    }.OfType<string>());

    private string WithUnit(string figure) =>
        UnitPattern is null ? figure : string.Format(CultureInfo.CurrentCulture, UnitPattern, figure);
}
