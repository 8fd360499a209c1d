using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ConversionDashboard;

/// <summary>Turns the report into cards, charts and rows in the reader's words.</summary>
internal sealed class ConversionCharts(ConversionReport report, ConversionDimension dimension, IStringLocalizer<ConversionWords> words, StudioFormat format)
{
    /// <summary>A share of fewer visits says nothing about an hour.</summary>
    public const int LeastVisitsOfAnHour = 10;
    private const string Unknown = "–";

    public ConversionModel Build() => new()
    {
        Report = report,
        Cards = Cards(),
        Stages = [.. Enumerable.Range(0, VisitFigures.Steps + 1).Select(Stage)],
        StageTable = StageTable(),
        Funnel = Funnel(),
        Trend = Trend(),
        Why = Why() is { } why ? new WhyWords(words, format).Of(why.Dimension, why.Change) : null,
        Groups = [.. report.Groups[dimension].Where(group => group.Now.Visits > 0).Select(Group)],
        GroupTable = GroupTable(),
        Hours = Hours(words["HoursTitle"], words["Define_Hours", LeastVisitsOfAnHour], ChartFormat.Percent, words["Conversion"], report.Hours,
            hour => hour.Visits < LeastVisitsOfAnHour ? null : hour.Bought / (double)hour.Visits),
        ViewToCart = Products("cart", report.ViewToCart),
        CartToBuy = Products("buy", report.CartToBuy),
    };

    /// <summary>What a shop with orders only can know.</summary>
    public ConversionModel BuildOrdersOnly(OverviewReport? sales) => new()
    {
        Report = report,
        Sales = sales,
        Cards = sales is null ? [] : OrderCards(sales),
        Hours = Hours(words["OrderHours"], words["Define_OrderHours"], ChartFormat.Whole, words["OrdersCount"], report.OrderHoursOutsideVisits, hour => hour.Bought),
    };

    private List<ConversionCard> Cards()
    {
        var (now, before) = (report.Now, report.Before);
        var share = now.Conversion;
        return
        [
            new(words["Conversion"], Percent(share.Value, 2), Change(share.Value, before?.Conversion.Value), words["Define_Conversion", report.SessionGapMinutes],
                share is { Low: { } low, High: { } high } ? words["Interval", format.Percent(low, 2), format.Percent(high, 2)].Value : null,
                Spark(words["Conversion"], ChartFormat.Percent, figures => figures.Conversion.Value)),
            new(words["Visits"], format.Whole(now.Visits), Change(now.Visits, before?.Visits), words["Define_Visits"], null,
                Spark(words["Visits"], ChartFormat.Whole, figures => figures.Visits)),
            new(words["Orders"], format.Whole(now.Bought), Change(now.Bought, before?.Bought), words["Define_Orders"], null,
                Spark(words["Orders"], ChartFormat.Whole, figures => figures.Bought)),
            new(words["RevenuePerVisit"], Money(now.RevenuePerVisitMinor), Change(now.RevenuePerVisitMinor, before?.RevenuePerVisitMinor), words["Define_RevenuePerVisit"], null,
                Spark(words["RevenuePerVisit"], ChartFormat.Money, figures => figures.RevenuePerVisitMinor)),
            new(words["AddToCart"], Percent(now.StepRate(1)), Change(now.StepRate(1), before?.StepRate(1)), words["Define_AddToCart"], null,
                Spark(words["AddToCart"], ChartFormat.Percent, figures => figures.StepRate(1))),
            new(words["CheckoutCompletion"], Percent(now.StepRate(3)), Change(now.StepRate(3), before?.StepRate(3)), words["Define_CheckoutCompletion"], null,
                Spark(words["CheckoutCompletion"], ChartFormat.Percent, figures => figures.StepRate(3))),
        ];
    }

    private List<ConversionCard> OrderCards(OverviewReport sales)
    {
        var (now, before) = (sales.Totals, sales.PreviousTotals);
        return
        [
            new(words["OrdersCount"], format.Whole(now.SalesOrders), Change(now.SalesOrders, before?.SalesOrders), words["Define_OrdersCount"]),
            new(words["Buyers"], format.Whole(now.Customers), Change(now.Customers, before?.Customers), words["Define_Buyers"]),
            new(words["ReturningShare"], Percent(Ratio(now)), Change(Ratio(now), before is null ? null : Ratio(before)), words["Define_ReturningShare"]),
            new(words["AverageOrder"], now.AverageOrderMinor is { } average ? format.Money(average, report.Currency) : null,
                Change(now.AverageOrderMinor, before?.AverageOrderMinor), words["Define_AverageOrder"]),
        ];

        static double? Ratio(OverviewFigures figures) => figures.Customers == 0 ? null : figures.ReturningCustomers / (double)figures.Customers;
    }

    // The dimension along which shifts explain most; the one that is looked at when it explains anything.
    private (ConversionDimension Dimension, RateChange Change)? Why() => report.Changes.Count == 0
        ? null
        : report.Changes.OrderByDescending(pair => pair.Value.Groups.Sum(group => Math.Abs(group.Mix))).Select(pair => (pair.Key, pair.Value)).First();

    private StageRow Stage(int stage)
    {
        var (now, before) = (report.Now, report.Before);
        var (rate, was) = (stage == 0 ? null : now.StepRate(stage - 1), stage == 0 ? null : before?.StepRate(stage - 1));
        return new StageRow(
            StageName(stage), format.Whole(now.At(stage)), stage == 0 ? Unknown : Percent(rate) ?? Unknown, now.Visits == 0 ? Unknown : format.Percent(now.At(stage) / (double)now.Visits),
            before is null ? null : stage == 0 ? format.Whole(before.Value.Visits) : Percent(was) ?? Unknown,
            rate is { } r && was is { } w ? WhyWords.Signed((r - w) * 100) : null);
    }

    private FunnelChart Funnel() => new()
    {
        Title = words["Parts"],
        Definition = words["Define_Parts"],
        Labels = ChartLabels.Names(words["Stage"], Enumerable.Range(0, VisitFigures.Steps + 1).Select(StageName)),
        Y = new ValueAxis(words["Visits"], ChartFormat.Whole),
        Series = [ValueSeries.Of(words["Visits"], Enumerable.Range(0, VisitFigures.Steps + 1).Select(stage => (long)report.Now.At(stage)))],
    };

    private LineChart Trend()
    {
        var now = new ValueSeries(words["ThisPeriod"], [.. report.Trend.Select(point => point.Figures.Conversion.Value)]);
        var before = report.PreviousTrend.Take(report.Trend.Count).Select(point => point.Figures.Conversion.Value).ToList();
        before.AddRange(Enumerable.Repeat((double?)null, report.Trend.Count - before.Count));
        return new LineChart
        {
            Title = words["Trend"],
            Definition = words["Define_Trend"],
            Labels = ChartLabels.Days(words["Unit_" + report.Unit], report.Trend.Select(point => point.Start), byMonth: report.Unit == CalendarUnit.Month),
            Y = new ValueAxis(words["Conversion"], ChartFormat.Percent),
            Series = report.PreviousRange is null ? [now] : [now, new ValueSeries(words["PreviousPeriod"], before) { Role = SeriesRole.Context }],
        };
    }

    private SparklineChart Spark(string name, ChartFormat kind, Func<VisitFigures, double?> of) => new()
    {
        Title = name,
        Currency = report.Currency,
        Labels = ChartLabels.Days(words["Unit_" + report.Unit], report.Trend.Select(point => point.Start), byMonth: report.Unit == CalendarUnit.Month),
        Y = new ValueAxis(name, kind),
        Series = [new ValueSeries(name, [.. report.Trend.Select(point => of(point.Figures))])],
    };

    private GroupRow Group(VisitGroup group)
    {
        var share = group.Now.Conversion;
        return new GroupRow(
            GroupNames.Of(words, dimension, group.Name), group.Name is null or VisitGroup.Rest ? null : group.Name, format.Whole(group.Now.Visits),
            format.Percent(group.Now.Visits / (double)report.Now.Visits), format.Percent(share.Value ?? 0, 2),
            share is { Low: { } low, High: { } high } ? $"{format.Percent(low)} – {format.Percent(high)}" : Unknown,
            Money(group.Now.RevenuePerVisitMinor) ?? Unknown,
            share.Value is { } now && group.Before.Conversion.Value is { } before ? WhyWords.Signed((now - before) * 100) : null);
    }

    private ChartTable GroupTable() => new(
        [
            new(words["By_" + dimension], ChartFormat.Text), new(words["Visits"], ChartFormat.Whole), new(words["Stage_1"], ChartFormat.Whole), new(words["Stage_2"], ChartFormat.Whole),
            new(words["Stage_3"], ChartFormat.Whole), new(words["Stage_4"], ChartFormat.Whole), new(words["Conversion"], ChartFormat.Percent), new(words["RevenuePerVisit"], ChartFormat.Money),
            new(words["BeforePeriod"], ChartFormat.Percent),
        ],
        [
            .. report.Groups[dimension].Select(group => (IReadOnlyList<object?>)
            [
                GroupNames.Of(words, dimension, group.Name), (double)group.Now.Visits, (double)group.Now.Viewed, (double)group.Now.Carted, (double)group.Now.CheckedOut, (double)group.Now.Bought,
                group.Now.Conversion.Value, group.Now.RevenuePerVisitMinor, group.Before.Conversion.Value,
            ]),
        ],
        report.Currency);

    private ChartTable StageTable() => new(
        [new(words["Stage"], ChartFormat.Text), new(words["Visits"], ChartFormat.Whole), new(words["OfPreviousStage"], ChartFormat.Percent), new(words["BeforePeriod"], ChartFormat.Percent)],
        [
            .. Enumerable.Range(0, VisitFigures.Steps + 1).Select(stage => (IReadOnlyList<object?>)
                [StageName(stage), (double)report.Now.At(stage), stage == 0 ? null : report.Now.StepRate(stage - 1), stage == 0 ? null : report.Before?.StepRate(stage - 1)]),
        ],
        null);

    private HeatMapChart Hours(string title, string definition, ChartFormat kind, string value, IReadOnlyList<VisitHour> hours, Func<VisitHour, double?> of)
    {
        var byPlace = hours.ToDictionary(hour => (hour.Weekday, hour.Hour), of);
        var names = CultureInfo.CurrentUICulture.DateTimeFormat.AbbreviatedDayNames;
        return new HeatMapChart
        {
            Title = title,
            Definition = definition,
            RowTitle = words["Weekday"],
            Labels = ChartLabels.Names(words["Hour"], Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))),
            Y = new ValueAxis(value, kind),
            Series = [.. Enumerable.Range(0, 7).Select(day => new ValueSeries(names[(day + 1) % 7], [.. Enumerable.Range(0, 24).Select(hour => byPlace.GetValueOrDefault((day, hour)))]))],
        };
    }

    private ProductModel Products(string step, ProductRates rates) => new(
        words["Products_" + step], words["Define_Products_" + step],
        rates.Typical is { } typical ? words["TypicalProduct", format.Percent(typical), format.Number(rates.Weight, 0), format.Whole(rates.Products)].Value : null,
        [.. rates.Best.Select(Product)], [.. rates.Worst.Select(Product)],
        new ChartTable(
            [new(words["Product"], ChartFormat.Text), new(words["Visitors"], ChartFormat.Whole), new(words["Counted"], ChartFormat.Whole), new(words["ShrunkShare"], ChartFormat.Percent),
                new("2.5 %", ChartFormat.Percent), new("97.5 %", ChartFormat.Percent)],
            [.. rates.Best.Concat(rates.Worst.Reverse()).Select(rate => (IReadOnlyList<object?>)[rate.Title ?? rate.Key, (double)rate.Of, (double)rate.Hits, rate.Rate, rate.Low, rate.High])],
            null));

    private ProductRow Product(ProductRate rate) => new(
        rate.Title ?? rate.Key, rate.Key, words["CountedOf", format.Whole(rate.Hits), format.Whole(rate.Of)], format.Percent(rate.Rate), $"{format.Percent(rate.Low)} – {format.Percent(rate.High)}");

    private string StageName(int stage) => words["Stage_" + stage.ToString(CultureInfo.InvariantCulture)];

    private string? Percent(double? share, int decimals = 1) => share is { } value ? format.Percent(value, decimals) : null;

    private string? Money(double? minor) => minor is { } value ? format.Money((long)Math.Round(value, MidpointRounding.AwayFromZero), report.Currency) : null;

    // A change from nothing has no size.
    private static double? Change(double? now, double? before) => now is { } n && before is { } b && b != 0 ? (n - b) / Math.Abs(b) : null;
}
