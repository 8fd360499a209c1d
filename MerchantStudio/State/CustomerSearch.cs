using MerchantStudio.Access;
using MerchantStudio.Core.Analytics.Customers;

namespace MerchantStudio.State;

/// <summary>Finds customers by a part of their number, the biggest first.</summary>
internal sealed class CustomerSearch(CustomerListQuery customers) : ISearchSource
{
    private const int Most = 5;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(ShopSeat seat, string words, CancellationToken cancellationToken)
    {
        if (!seat.May(Policies.ViewCustomers))
        {
            return [];
        }
        var found = await customers.RunAsync(new CustomerListRequest(seat.Shop.Id) { Search = words, Take = Most }, cancellationToken);
        return found is null
            ? []
            : [.. found.Lines.Select(line => new SearchHit("SearchCustomers", line.Key, line.Country, "/customer?id=" + Uri.EscapeDataString(line.Key)))];
    }
}
