using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Finds, filters and sorts a shop's customers.</summary>
public sealed class CustomerListQuery(SnapshotStore snapshots, AnalyticsCache cache)
{
    /// <summary>Null for a shop without known customers.</summary>
    public async Task<CustomerList?> RunAsync(CustomerListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        if (snapshot.Header.CustomerCount == snapshot.Header.AnonymousCount)
        {
            return null;
        }
        var summaries = cache.Get(snapshot, nameof(CustomerSummaries), () => CustomerSummaries.Of(snapshot, cancellationToken));
        return Compute(snapshot, summaries, request);
    }

    internal static CustomerList Compute(Snapshot snapshot, CustomerSummaries summaries, CustomerListRequest request)
    {
        var found = new CustomerFilter(snapshot, summaries, request).Apply();
        return new CustomerList
        {
            Currency = snapshot.Header.Currency,
            Total = found.Count,
            Known = snapshot.Header.CustomerCount - snapshot.Header.AnonymousCount,
            Lines = [.. CustomerOrder.Sort(found, summaries, request).Skip(request.Skip).Take(request.Take).Select(c => Line(snapshot, summaries, c))],
            Countries = Countries(snapshot),
        };
    }

    internal static CustomerLine Line(Snapshot snapshot, CustomerSummaries summaries, int customer) => new()
    {
        Key = snapshot.Customers.Keys[customer],
        Country = snapshot.Customers.Country[customer],
        SalesOrders = summaries.SalesOrders[customer],
        ReturnOrders = summaries.ReturnOrders[customer],
        RevenueMinor = summaries.Revenue[customer],
        FirstOrderUtc = summaries.First[customer] is < long.MaxValue and var first ? UnixTime.Utc(first) : null,
        LastOrderUtc = summaries.Last[customer] is > long.MinValue and var last ? UnixTime.Utc(last) : null,
    };

    private static IReadOnlyList<string> Countries(Snapshot snapshot)
    {
        var names = snapshot.Customers.Country.Names;
        return [.. Enumerable.Range(0, names.Count).Select(i => names[i]).Order(StringComparer.CurrentCulture)];
    }
}
