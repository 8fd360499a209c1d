namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Puts found customers in the order that a request asks for; equal ones by key, who has no such figure last.</summary>
internal static class CustomerOrder
{
    public static IEnumerable<int> Sort(List<int> customers, CustomerFacts facts, CustomerListRequest request) => request.Sort switch
    {
        CustomerSort.Chance => Known(customers, facts.Scores.Chance, request.Ascending),
        CustomerSort.Value => Known(customers, facts.Scores.ValueMinor, request.Ascending),
        _ => Whole(customers, facts.Summaries, request),
    };

    private static IEnumerable<int> Whole(List<int> customers, CustomerSummaries summaries, CustomerListRequest request)
    {
        // Customers are numbered in the order of their keys.
        Func<int, long> by = request.Sort switch
        {
            CustomerSort.Orders => customer => summaries.SalesOrders[customer],
            CustomerSort.AverageOrder => customer => summaries.SalesOrders[customer] == 0
                ? long.MinValue
                : summaries.Revenue[customer] / summaries.SalesOrders[customer],
            CustomerSort.FirstOrder => customer => summaries.First[customer],
            CustomerSort.LastOrder => customer => summaries.Last[customer],
            CustomerSort.Key => customer => customer,
            _ => customer => summaries.Revenue[customer],
        };
        return request.Ascending ? customers.OrderBy(by) : customers.OrderByDescending(by);
    }

    private static IEnumerable<int> Known<T>(List<int> customers, T[] column, bool ascending)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        var known = customers.OrderBy(customer => T.IsNaN(column[customer]));
        return ascending ? known.ThenBy(customer => column[customer]) : known.ThenByDescending(customer => column[customer]);
    }
}
