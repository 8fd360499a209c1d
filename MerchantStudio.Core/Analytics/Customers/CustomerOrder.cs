namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Puts found customers in the order that a request asks for; equal ones by key.</summary>
internal static class CustomerOrder
{
    public static IEnumerable<int> Sort(List<int> customers, CustomerSummaries summaries, CustomerListRequest request)
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
}
