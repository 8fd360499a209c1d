using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Overview;

/// <summary>What the shop sold in the period, beside the period before.</summary>
public sealed partial class Overview
{
    [Inject]
    public required IStringLocalizer<Insight> L { get; init; }

    [Inject]
    public required OverviewQuery Query { get; init; }

    private string Measure => State.Address["measure"] is { } asked && OverviewCharts.Measures.Contains(asked) ? asked : OverviewCharts.Measures[0];

    private string? Subtitle => Model is { } model ? Format.Range(model.Report.Range) : null;

    private string? ComparedWith => Model?.Report.PreviousRange is { } previous ? L["ComparedWith", Format.Range(previous)].Value : null;

    protected override async Task<OverviewModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var request = new OverviewRequest(State.Shop.Id, State.Period.Range, Compare: State.Period.Previous is not null);
        var report = await Query.RunAsync(request, cancellationToken);
        return report is null ? null : new OverviewCharts(report, L, Format).Build();
    }
}
