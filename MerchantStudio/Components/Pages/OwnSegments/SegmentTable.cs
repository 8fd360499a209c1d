using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.OwnSegments;

/// <summary>The customers of a segment as a file: who they are, what they bought, and what is expected of them.</summary>
/// <param name="words">Words of segments and actions.</param>
/// <param name="groups">Names of the eleven groups.</param>
/// <param name="list">The customers.</param>
/// <param name="names">Names by key; null or empty where none may be written.</param>
internal sealed class SegmentTable(
    IStringLocalizer<ActionWords> words, IStringLocalizer<CustomerWords> groups, CustomerList list, IReadOnlyDictionary<string, string>? names)
{
    private bool HasNames => names is { Count: > 0 };

    public ChartTable Build() => new([.. Columns()], [.. list.Lines.Select(line => (IReadOnlyList<object?>)[.. Cells(line)])], list.Currency);

    private IEnumerable<ChartColumn> Columns() =>
    [
        new(words["Customer"], ChartFormat.Text), .. HasNames ? new[] { new ChartColumn(words["PersonName"], ChartFormat.Text) } : [],
        new(words["Country"], ChartFormat.Text), new(words["Group"], ChartFormat.Text),
        new(words["ScoreR"], ChartFormat.Whole), new(words["ScoreF"], ChartFormat.Whole), new(words["ScoreM"], ChartFormat.Whole),
        new(words["OrdersColumn"], ChartFormat.Whole), new(words["SpendSoFar"], ChartFormat.Money), new(words["DaysSinceLast"], ChartFormat.Whole),
        new(list.ChanceHorizonDays is { } days ? words["ChanceWithin", days] : words["Chance"], ChartFormat.Percent),
        new(list.ValueHorizonDays is { } ahead ? words["ExpectedWithin", ahead] : words["Expected"], ChartFormat.Money),
        new(words["LifetimeValue"], ChartFormat.Money),
    ];

    private IEnumerable<object?> Cells(CustomerLine line) =>
    [
        line.Key, .. HasNames ? new object?[] { names!.GetValueOrDefault(line.Key) } : [],
        line.Country, line.Segment is { } group ? groups["Segment_" + group].Value : null,
        Score(line.RecencyScore), Score(line.FrequencyScore), Score(line.SpendScore),
        line.SalesOrders, line.RevenueMinor, line.DaysSinceLast, line.Chance, line.ExpectedMinor, line.ValueMinor,
    ];

    // 0 stands for who never bought.
    private static int? Score(int score) => score == 0 ? null : score;
}
