using MerchantStudio.Access;
using MerchantStudio.Core.Analytics.Products;

namespace MerchantStudio.State;

/// <summary>Finds products by a part of their number or title; leads to who bought them.</summary>
internal sealed class ProductSearch(ProductSearchQuery products) : ISearchSource
{
    private const int Most = 5;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(ShopSeat seat, string words, CancellationToken cancellationToken)
    {
        if (!seat.May(Policies.ViewCustomers))
        {
            return [];
        }

        var found = await products.RunAsync(seat.Shop.Id, words, Most, cancellationToken);
        return [.. found.Select(product => new SearchHit(
            "SearchProducts", product.Title.Length > 0 ? product.Title : product.Key,
            product.Title.Length > 0 ? product.Key : product.Category, "/customers?product=" + Uri.EscapeDataString(product.Key)))];
    }
}
