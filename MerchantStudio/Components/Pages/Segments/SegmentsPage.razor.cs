using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Segments;

/// <summary>The eleven groups with their definitions, the heat map of recency against frequency, and who moved from month to month.</summary>
public sealed partial class SegmentsPage
{
    private const string MonthKey = "month";
    private const string MonthPattern = "yyyy-MM-dd";

    [Inject]
    public required IStringLocalizer<CustomerWords> L { get; init; }

    [Inject]
    public required IStringLocalizer<ActionWords> A { get; init; }

    [Inject]
    public required SegmentQuery Query { get; init; }

    [Inject]
    public required SegmentHistoryQuery HistoryQuery { get; init; }

    [Inject]
    public required CustomerListQuery Customers { get; init; }

    /// <summary>The groups now, and at the start of each month before.</summary>
    public sealed record SegmentsView(CustomerSegments Now, SegmentHistory History);

    private string? Subtitle => Model is { Now: var now } ? L["CustomersAsOf", Format.Whole(now.Customers), Format.Day(now.AsOfUtc, State.Shop)].Value : null;

    private IReadOnlyList<SegmentMonth> Movements => [.. Model!.History.Months.Where(month => month.Moves.Count > 0)];

    // The month that the address names, or the last whole one: the days since the first of this month tell little.
    private SegmentMonth? Shown => Movements.FirstOrDefault(month => Key(month) == State.Address[MonthKey]) ?? (Movements.Count > 1 ? Movements[^2] : Movements.Count == 1 ? Movements[0] : null);

    protected override async Task<SegmentsView?> LoadAsync(CancellationToken cancellationToken) =>
        await Query.RunAsync(State.Shop.Id, null, cancellationToken) is { } now && await HistoryQuery.RunAsync(State.Shop.Id, cancellationToken) is { } history
            ? new SegmentsView(now, history)
            : null;

    private string Cells(SegmentGroup group) =>
        group.Cells.Count == 0 ? "–" : string.Join(" ", group.Cells.Select(cell => $"R{cell.Recency}·V{cell.Value}"));

    private string Borders(IReadOnlyList<double> borders) => string.Join(" · ", borders.Select(border => Format.Number(border, 0)));

    private string Key(SegmentMonth month) => Local(month.AsOfUtc).ToString(MonthPattern, CultureInfo.InvariantCulture);

    private string Span(SegmentMonth month)
    {
        var months = Model!.History.Months;
        var before = months[Enumerable.Range(0, months.Count).First(i => months[i] == month) - 1];
        return A["FromDayToDay", Format.Day(before.AsOfUtc, State.Shop), Format.Day(month.AsOfUtc, State.Shop)];
    }

    private DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(State.Shop.TimeZoneId));

    private ActionSource Source(SegmentName name) => new(ActionSources.Segment, L["Segment_" + name], $"/customers?segment={name}");

    private ActionSource Source(SegmentMove move, SegmentMonth month) => new(
        ActionSources.Segment, A["MovedFromTo", L["Segment_" + move.From], L["Segment_" + move.To], Span(month)], $"/customers/segments?{MonthKey}={Key(month)}");

    private async Task<IReadOnlyList<ActionCandidate>> MoversAsync(SegmentMove move, SegmentMonth month, CancellationToken cancellationToken) =>
        [.. (await HistoryQuery.MoversAsync(State.Shop.Id, month.AsOfUtc, move.From, move.To, cancellationToken)).Select(key => new ActionCandidate(key))];

    private async Task<IReadOnlyList<ActionCandidate>> CandidatesAsync(SegmentName name, CancellationToken cancellationToken)
    {
        var rule = new SegmentRule { Conditions = [new SegmentCondition(SegmentField.Group, SegmentOperator.Is, Text: name.ToString())] };
        return [.. (await Customers.KeysAsync(new CustomerListRequest(State.Shop.Id) { Rule = rule }, cancellationToken)).Select(key => new ActionCandidate(key))];
    }

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

    private HeatMapChart Matrix(SegmentMonth month) => new()
    {
        Title = A["MovesMatrix"],
        Definition = A["MovesMatrixText"],
        RowTitle = L["MovedFrom"],
        Numbers = true,
        Labels = ChartLabels.Names(L["MovedTo"], Enum.GetValues<SegmentName>().Select(to => L["Segment_" + to].Value)),
        Y = new ValueAxis(L["Customers"], ChartFormat.Whole),
        Series = [.. Enum.GetValues<SegmentName>().Reverse().Select(from => new ValueSeries(L["Segment_" + from],
            [.. Enum.GetValues<SegmentName>().Select(to => (double?)(month.Moves.FirstOrDefault(move => move.From == from && move.To == to)?.Customers ?? 0))]))],
    };

    private HeatMapChart Sizes(SegmentHistory history) => new()
    {
        Title = A["SizesTitle"],
        Definition = A["SizesText"],
        RowTitle = L["Segment"],
        Numbers = true,
        Labels = ChartLabels.Names(A["Day"], history.Months.Select(month => Format.Day(month.AsOfUtc, State.Shop))),
        Y = new ValueAxis(L["Customers"], ChartFormat.Whole),
        Series = [.. Enum.GetValues<SegmentName>().Reverse().Select(name => ValueSeries.Of(L["Segment_" + name], history.Months.Select(month => (double)month.Customers[(int)name])))],
    };
}
