using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Pages.Customers;

/// <summary>A shop's customers: search, filters, sorting and paging by address.</summary>
public sealed partial class Customers
{
    private const int PageSize = 50;
    private const int MostCsvRows = 100_000;
    private const string DefaultSort = "-revenue";

    [Inject]
    public required IStringLocalizer<Insight> L { get; init; }

    [Inject]
    public required CustomerListQuery Query { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    private string? Subtitle => Model is { } model ? L["CustomersFound", Format.Whole(model.Total), Format.Whole(model.Known)].Value : null;

    protected override Task<CustomerList?> LoadAsync(CancellationToken cancellationToken) =>
        Query.RunAsync(CustomerAddress.Read(State.Address, State.Shop.Id) with { Skip = (PageNumber - 1) * PageSize, Take = PageSize }, cancellationToken);

    private async Task DownloadAsync()
    {
        var request = CustomerAddress.Read(State.Address, State.Shop.Id) with { Take = MostCsvRows };
        if (await Query.RunAsync(request, Lifetime) is { } all)
        {
            await Browser.DownloadAsync("customers.csv", Table(all).ToCsv());
        }
    }

    private ChartTable Table(CustomerList list) => new(
        [
            new ChartColumn(L["Customer"], ChartFormat.Text), new ChartColumn(L["Country"], ChartFormat.Text),
            new ChartColumn(L["SalesOrders"], ChartFormat.Whole), new ChartColumn(L["Spend"], ChartFormat.Money),
            new ChartColumn(L["Measure_average"], ChartFormat.Money), new ChartColumn(L["FirstOrder"], ChartFormat.Text),
            new ChartColumn(L["LastOrder"], ChartFormat.Text),
        ],
        [.. list.Lines.Select(line => (IReadOnlyList<object?>)
            [line.Key, line.Country, line.SalesOrders, line.RevenueMinor, line.AverageOrderMinor, Day(line.FirstOrderUtc), Day(line.LastOrderUtc)])],
        list.Currency);

    private string Day(DateTime? utc) => utc is { } time ? Format.Day(time, State.Shop) : "–";
}
