using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Finds, filters and sorts a shop's customers.</summary>
public sealed class CustomerListQuery(SnapshotStore snapshots, CustomerFactsReader reader)
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

        return Compute(snapshot, await reader.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false), request);
    }

    /// <summary>Keys of everybody who matches, in the order asked for, whatever the page.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(CustomerListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        var facts = await reader.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return [.. CustomerOrder.Sort(new CustomerFilter(snapshot, facts, request).Apply(), facts, request).Select(customer => snapshot.Customers.Keys[customer])];
    }

    internal static CustomerList Compute(Snapshot snapshot, CustomerFacts facts, CustomerListRequest request)
    {
        var found = new CustomerFilter(snapshot, facts, request).Apply();
        return new CustomerList
        {
            Currency = snapshot.Header.Currency,
            AsOfUtc = facts.AsOfUtc,
            Total = found.Count,
            Known = snapshot.Header.CustomerCount - snapshot.Header.AnonymousCount,
            RevenueMinor = found.Sum(customer => facts.Summaries.Revenue[customer]),
            ChanceHorizonDays = facts.Scores.ChurnHorizonDays,
            ValueHorizonDays = facts.Scores.ValueHorizonDays,
            Lines = [.. CustomerOrder.Sort(found, facts, request).Skip(request.Skip).Take(request.Take).Select(customer => Line(snapshot, facts, customer))],
            Countries = Names(snapshot.Customers.Country),
            Categories = Names(snapshot.Items.Category),
        };
    }

    internal static CustomerLine Line(Snapshot snapshot, CustomerSummaries summaries, int customer) => new()
    {
        Key = snapshot.Customers.Keys[customer],
        Country = snapshot.Customers.Country[customer],
        SalesOrders = summaries.SalesOrders[customer],
        ReturnOrders = summaries.ReturnOrders[customer],
        RevenueMinor = summaries.Revenue[customer],
        FirstOrderUtc = summaries.First[customer] is < long.MaxValue and var first ? Calendar.UnixTime.Utc(first) : null,
        LastOrderUtc = summaries.Last[customer] is > long.MinValue and var last ? Calendar.UnixTime.Utc(last) : null,
    };

    private static CustomerLine Line(Snapshot snapshot, CustomerFacts facts, int customer) => Line(snapshot, facts.Summaries, customer) with
    {
        Segment = facts.Rfm.SegmentOf(customer),
        RecencyScore = facts.Rfm.Recency[customer],
        FrequencyScore = facts.Rfm.Frequency[customer],
        SpendScore = facts.Rfm.Spend[customer],
        DaysSinceLast = facts.DaysSinceLast(customer),
        Chance = float.IsNaN(facts.Scores.Chance[customer]) ? null : facts.Scores.Chance[customer],
        ValueMinor = Minor(facts.Scores.ValueMinor[customer]),
        ExpectedMinor = Minor(facts.Scores.ExpectedMinor[customer]),
    };

    private static long? Minor(double value) => double.IsFinite(value) ? (long)Math.Round(value) : null;

    private static IReadOnlyList<string> Names(DictionaryColumn column) =>
        [.. Enumerable.Range(0, column.Names.Count).Select(i => column.Names[i]).Order(StringComparer.CurrentCulture)];
}
