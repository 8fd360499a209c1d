using System.CommandLine;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Overview;

namespace MerchantStudio.Commands;

/// <summary><c>overview</c>: what the shop sold in a period. Amounts are in major units of the shop's currency.</summary>
internal static class OverviewCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var (from, to, by) = (PeriodOptions.From(), PeriodOptions.To(), PeriodOptions.By(CalendarUnit.Month));
        var command = new Command("overview", "Revenue, orders, customers, products and countries of a period.") { shop, from, to, by, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var name = parsed.GetRequiredValue(shop);
            var range = PeriodOptions.Range(parsed.GetValue(from), parsed.GetValue(to));
            var shopId = (await VerbHost.ShopAsync(services, name, token)).Id;
            var request = new OverviewRequest(shopId, range, parsed.GetValue(by)) { Top = 20 };
            var report = await services.GetRequiredService<OverviewQuery>().RunAsync(request, token)
                ?? throw new InvalidOperationException($"The shop '{name}' has no data yet; import a file first.");
            return Describe(name, report);
        }, cancellationToken));
        return command;
    }

    private static object Describe(string shop, OverviewReport report) => new
    {
        shop,
        report.Currency,
        report.TimeZone,
        report.Range.From,
        report.Range.To,
        totals = Figures(report.Totals, report.Currency),
        by = report.Unit,
        trend = report.Trend.Select(point => new { point.Start, figures = Figures(point.Figures, report.Currency) }),
        previous = report.PreviousTotals is { } before && report.PreviousRange is { } range
            ? new { range.From, range.To, totals = Figures(before, report.Currency) }
            : null,
        topProducts = report.TopProducts.Select(product =>
            new { product.Key, product.Title, revenue = PeriodOptions.Major(product.RevenueMinor, report.Currency), product.Units }),
        countries = report.Countries.Select(country =>
            new { country.Country, revenue = PeriodOptions.Major(country.RevenueMinor, report.Currency), country.Orders }),
    };

    private static object Figures(OverviewFigures figures, string currency) => new
    {
        revenue = PeriodOptions.Major(figures.RevenueMinor, currency),
        sales = PeriodOptions.Major(figures.SalesMinor, currency),
        returns = PeriodOptions.Major(figures.ReturnsMinor, currency),
        figures.Orders,
        figures.SalesOrders,
        figures.ReturnOrders,
        averageOrder = PeriodOptions.Major(figures.AverageOrderMinor, currency),
        figures.Customers,
        figures.NewCustomers,
        figures.ReturningCustomers,
    };
}
