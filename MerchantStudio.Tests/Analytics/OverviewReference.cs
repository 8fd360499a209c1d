using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Analytics;

/// <summary>The overview's figures, each read off the rows as its definition says.</summary>
internal sealed class OverviewReference(IReadOnlyList<SnapshotRow> rows, TimeZoneInfo zone)
{
    public OverviewFigures Figures(Func<DateOnly, bool> within)
    {
        var lines = rows.Where(row => within(Day(row))).ToList();
        var documents = rows.GroupBy(row => row.OrderKey).Where(order => within(Day(order.First()))).ToList();
        var cancellations = rows.GroupBy(row => row.OrderKey).Where(IsReturn).Select(order => order.Key).ToHashSet();
        return new OverviewFigures
        {
            RevenueMinor = lines.Sum(row => row.AmountMinor),
            SalesMinor = lines.Where(row => row.Kind == InteractionKind.Purchase).Sum(row => row.AmountMinor),
            ReturnsMinor = lines.Where(row => row.Kind == InteractionKind.Refund).Sum(row => row.AmountMinor),
            SalesOrders = documents.Count(order => !IsReturn(order)),
            ReturnOrders = documents.Count(IsReturn),
            SalesOrdersMinor = lines.Where(row => !cancellations.Contains(row.OrderKey)).Sum(row => row.AmountMinor),
            Customers = lines.Where(row => row.CustomerKey is not null).Select(row => row.CustomerKey).Distinct().Count(),
            NewCustomers = Customers().Count(orders => within(Day(orders[0]))),
            ReturningCustomers = Customers().Count(orders => orders.Skip(1).Any(row => row.OrderKey != orders[0].OrderKey && within(Day(row)))),
        };
    }

    public static bool IsReturn(IEnumerable<SnapshotRow> order) => order.All(row => row.Kind == InteractionKind.Refund);

    public DateOnly Day(SnapshotRow row) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(row.Time), zone).DateTime);

    // The lines that sell of each customer, in the order of the snapshot.
    private IEnumerable<List<SnapshotRow>> Customers() => rows
        .Where(row => row.CustomerKey is not null && row.Kind == InteractionKind.Purchase)
        .GroupBy(row => row.CustomerKey).Select(customer => customer.OrderBy(row => row.Time).ToList());
}
