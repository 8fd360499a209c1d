using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Customers;

/// <summary>A column of the list.</summary>
/// <param name="Name">As the address and the sorting name it.</param>
/// <param name="Title">Heading.</param>
/// <param name="Format">How the CSV file writes it.</param>
/// <param name="Sorts">Whether the list can be sorted by it.</param>
/// <param name="Text">The cell on the page.</param>
/// <param name="Raw">The cell in the CSV file.</param>
internal sealed record CustomerColumn(string Name, string Title, ChartFormat Format, bool Sorts, Func<CustomerLine, string> Text, Func<CustomerLine, object?> Raw)
{
    public bool IsNumber => Format != ChartFormat.Text;
}

/// <summary>The columns that can be chosen for the list; the customer's number always comes first.</summary>
internal sealed class CustomerColumns(
    IStringLocalizer<Insight> words, IStringLocalizer<ActionWords> more, IStringLocalizer<CustomerWords> segments, StudioFormat format, Shop shop, CustomerList list)
{
    private static readonly string[] s_usual = ["country", "segment", "orders", "revenue", "average", "chance", "last"];

    private readonly string _currency = list.Currency;

    public IReadOnlyList<CustomerColumn> All =>
    [
        Text("country", words["Country"], line => line.Country),
        Text("segment", more["Group"], line => line.Segment is { } segment ? segments["Segment_" + segment].Value : null),
        Text("scores", more["RfmScores"], line => line.RecencyScore == 0 ? null : $"{line.RecencyScore}·{line.FrequencyScore}·{line.SpendScore}"),
        Whole("orders", words["SalesOrders"], line => line.SalesOrders, sorts: true),
        Whole("returns", more["Returns"], line => line.ReturnOrders),
        Money("revenue", words["Spend"], line => line.RevenueMinor, sorts: true),
        Money("average", words["Measure_average"], line => line.AverageOrderMinor, sorts: true),
        new("chance", list.ChanceHorizonDays is { } days ? more["ChanceWithin", days] : more["Chance"], ChartFormat.Percent, true, line => line.Chance is { } chance ? format.Percent(chance, 0) : "–", line => line.Chance),
        Money("value", more["LifetimeValue"], line => line.ValueMinor, sorts: true),
        Money("expected", list.ValueHorizonDays is { } ahead ? more["ExpectedWithin", ahead] : more["Expected"], line => line.ExpectedMinor),
        Whole("silent", more["DaysSinceLast"], line => line.DaysSinceLast),
        Text("first", words["FirstOrder"], line => Day(line.FirstOrderUtc), sorts: true),
        Text("last", words["LastOrder"], line => Day(line.LastOrderUtc), sorts: true),
    ];

    /// <summary>Those that the address names, in their usual order; the usual ones when it names none.</summary>
    public IReadOnlyList<CustomerColumn> Chosen(string? named)
    {
        var names = named?.Split(',') ?? s_usual;
        var chosen = All.Where(column => names.Contains(column.Name)).ToList();
        return chosen.Count == 0 ? [.. All.Where(column => s_usual.Contains(column.Name))] : chosen;
    }

    /// <summary>What the address says with one column more or less; null for the usual ones.</summary>
    public string? Toggled(string? named, string column)
    {
        var names = Chosen(named).Select(chosen => chosen.Name).ToHashSet();
        _ = names.Remove(column) || names.Add(column);
        return names.SetEquals(s_usual) || names.Count == 0 ? null : string.Join(',', All.Select(known => known.Name).Where(names.Contains));
    }

    public ChartTable Table(string? named) => new(
        [new ChartColumn(words["Customer"], ChartFormat.Text), .. Chosen(named).Select(column => new ChartColumn(column.Title, column.Format))],
        [.. list.Lines.Select(line => (IReadOnlyList<object?>)[line.Key, .. Chosen(named).Select(column => column.Raw(line))])],
        _currency);

    private static CustomerColumn Text(string name, string title, Func<CustomerLine, string?> text, bool sorts = false) =>
        new(name, title, ChartFormat.Text, sorts, line => text(line) ?? "–", text);

    private CustomerColumn Whole(string name, string title, Func<CustomerLine, int?> figure, bool sorts = false) =>
        new(name, title, ChartFormat.Whole, sorts, line => figure(line) is { } value ? format.Whole(value) : "–", line => figure(line));

    private CustomerColumn Money(string name, string title, Func<CustomerLine, long?> minor, bool sorts = false) =>
        new(name, title, ChartFormat.Money, sorts, line => minor(line) is { } value ? format.Money(value, _currency) : "–", line => minor(line));

    private string? Day(DateTime? utc) => utc is { } time ? format.Day(time, shop) : null;
}
