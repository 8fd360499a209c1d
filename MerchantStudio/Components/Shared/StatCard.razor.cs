using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Shared;

/// <summary>A figure that explains itself: label, value, change against the compared period, sparkline, definition.</summary>
public sealed partial class StatCard
{
    [Inject]
    public required IStringLocalizer<Shell> L { get; init; }

    [Inject]
    public required StudioFormat Format { get; init; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Already formatted; null when there is too little data to say.</summary>
    [Parameter, EditorRequired]
    public string? Value { get; set; }

    [Parameter]
    public string? Unit { get; set; }

    /// <summary>Relative change, 0.1 for ten per cent more; null when nothing is compared.</summary>
    [Parameter]
    public double? Change { get; set; }

    /// <summary>What the change is against, in words.</summary>
    [Parameter]
    public string? ComparedWith { get; set; }

    /// <summary>False where more is worse, such as returns; null where neither is good or bad.</summary>
    [Parameter]
    public bool? MoreIsBetter { get; set; } = true;

    /// <summary>Definition, period and exclusions, shown behind the (i).</summary>
    [Parameter]
    public string? Definition { get; set; }

    [Parameter]
    public string? Note { get; set; }

    /// <summary>What to say instead of a figure when <see cref="Value"/> is null.</summary>
    [Parameter]
    public string? TooLittle { get; set; }

    [Parameter]
    public RenderFragment? Sparkline { get; set; }

    private int Direction => Math.Sign(Math.Round(Change ?? 0, 3));

    private string Arrow => Direction switch { > 0 => "arrow_upward", < 0 => "arrow_downward", _ => "arrow_forward" };

    private string Tone => (Direction, MoreIsBetter) switch
    {
        (0, _) or (_, null) => "same",
        ( > 0, true) or ( < 0, false) => "better",
        _ => "worse",
    };
}
