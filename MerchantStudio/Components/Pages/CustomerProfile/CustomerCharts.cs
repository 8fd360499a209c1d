using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.CustomerProfile;

public sealed record CustomerCard(string Label, string? Value, string Definition, string? Note = null, string? TooLittle = null);

/// <summary>Everything that a customer's page shows.</summary>
/// <param name="Categories">Null where no product of the customer has a category.</param>
public sealed record CustomerModel(
    Core.Analytics.Customers.CustomerProfile Profile, IReadOnlyList<CustomerCard> Cards, BarChart Spend, HeatMapChart Rhythm, BarChart? Categories, BarChart Products)
{
    public Core.Serving.Outlook.CustomerOutlook Outlook { get; init; } = new();
}

/// <summary>Turns a profile into cards and charts in the reader's words.</summary>
internal sealed class CustomerCharts(
    Core.Analytics.Customers.CustomerProfile profile, Shop shop, IStringLocalizer<Insight> words, StudioFormat format)
{
    public CustomerModel Build() => new(
        profile, Cards(), Spend(), Rhythm(), profile.Categories.Count == 0 ? null : Categories(), Products());

    private IReadOnlyList<CustomerCard> Cards() =>
    [
        new(words["Spend"], Money(profile.Summary.RevenueMinor), words["Define_Spend"], ReturnNote()),
        new(words["SalesOrders"], format.Whole(profile.Summary.SalesOrders), words["Define_SalesOrders"], OrdersNote()),
        new(words["Measure_average"], profile.Summary.AverageOrderMinor is { } average ? Money(average) : null, words["Define_CustomerAverage"], BasketNote()),
        new(words["MedianGap"], profile.Rhythm.MedianGapDays is { } gap ? words["DaysValue", format.Number(gap)].Value : null, words["Define_MedianGap"]),
        new(words["LastOrder"], profile.Summary.LastOrderUtc is { } last ? format.Day(last, shop) : null, words["Define_LastOrder"], LastNote()),
    ];

    private string? ReturnNote() => profile.Spend.ReturnShare is > 0 and { } share
        ? words["ReturnedShare", Money(-profile.Spend.ReturnsMinor), format.Percent(share)].Value : null;

    private string? OrdersNote() => profile.Summary.ReturnOrders > 0 ? words["AndReturns", format.Whole(profile.Summary.ReturnOrders)].Value : null;

    private string? BasketNote() => profile.Spend is { UnitsPerOrder: { } units, ProductsPerOrder: { } products }
        ? words["BasketSize", format.Number(products), format.Number(units)].Value : null;

    private string? LastNote() => profile.Rhythm.DaysSinceLast is { } days ? words["DaysBeforeEnd", format.Whole((long)days)].Value : null;

    private BarChart Spend() => new()
    {
        Title = words["SpendByMonth"],
        Definition = words["Define_SpendByMonth"],
        Currency = profile.Currency,
        Labels = ChartLabels.Days(words["UnitMonth"], profile.Months.Select(month => month.Start), byMonth: true),
        Y = new ValueAxis($"{words["Spend"].Value} ({profile.Currency})", ChartFormat.Money),
        Series = [ValueSeries.Of(words["Spend"], profile.Months.Select(month => month.RevenueMinor))],
    };

    private HeatMapChart Rhythm() => new()
    {
        Title = words["RhythmTitle"],
        Definition = words["Define_Rhythm"],
        Labels = ChartLabels.Names(words["Hour"], Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))),
        Y = new ValueAxis(words["SalesOrders"], ChartFormat.Whole),
        RowTitle = words["Weekday"],
        Series = [.. profile.Rhythm.WeekdayHours.Select((hours, weekday) => ValueSeries.Of(Weekday(weekday), hours.Select(count => (double)count)))],
    };

    private BarChart Categories() => new()
    {
        Title = words["FavouriteCategories"],
        Definition = words["Define_FavouriteCategories"],
        Currency = profile.Currency,
        Horizontal = true,
        Labels = ChartLabels.Names(words["Category"], profile.Categories.Select(category => category.Category)),
        Y = new ValueAxis($"{words["Spend"].Value} ({profile.Currency})", ChartFormat.Money),
        Series = [ValueSeries.Of(words["Spend"], profile.Categories.Select(category => category.SpendMinor))],
    };

    private BarChart Products() => new()
    {
        Title = words["FavouriteProducts"],
        Definition = words["Define_FavouriteProducts"],
        Horizontal = true,
        Labels = ChartLabels.Names(words["Product"], profile.Products.Select(product => product.Title ?? product.Key)),
        Y = new ValueAxis(words["OrdersWithIt"], ChartFormat.Whole),
        Series = [ValueSeries.Of(words["OrdersWithIt"], profile.Products.Select(product => (double)product.Orders))],
    };

    // Rows start on Monday; the names of a culture start on Sunday.
    private static string Weekday(int fromMonday) => CultureInfo.CurrentUICulture.DateTimeFormat.AbbreviatedDayNames[(fromMonday + 1) % 7];

    private string Money(long minor) => format.Money(minor, profile.Currency);
}
