using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Segments;

/// <summary>The eleven groups with their definitions, the heat map of recency against frequency, and who moved.</summary>
public sealed partial class SegmentsPage
{
    private const int MostMoves = 25;

    [Inject]
    public required IStringLocalizer<CustomerWords> L { get; init; }

    [Inject]
    public required SegmentQuery Query { get; init; }

    private string? Subtitle => Model is { } model ? L["CustomersAsOf", Format.Whole(model.Customers), Format.Day(model.AsOfUtc, State.Shop)].Value : null;

    protected override Task<CustomerSegments?> LoadAsync(CancellationToken cancellationToken) => Query.RunAsync(State.Shop.Id, null, cancellationToken);

    private string Cells(SegmentGroup group) =>
        group.Cells.Count == 0 ? "–" : string.Join(" ", group.Cells.Select(cell => $"R{cell.Recency}·V{cell.Value}"));

    private string Borders(IReadOnlyList<double> borders) => string.Join(" · ", borders.Select(border => Format.Number(border, 0)));

    private HeatMapChart HeatMap(CustomerSegments report) => new()
    {
        Title = L["HeatMapTitle"],
        Definition = L["HeatMapText"],
        RowTitle = L["RecencyScore"],
        Numbers = true,
        Labels = ChartLabels.Names(L["FrequencyScore"], Enumerable.Range(1, SegmentRules.Scores).Select(score => $"F{score}")),
        Y = new ValueAxis(L["Customers"], ChartFormat.Whole),
        Series = [.. report.HeatMap.Select((row, i) => ValueSeries.Of($"R{i + 1}", row.Select(count => (double)count)))],
    };
}
