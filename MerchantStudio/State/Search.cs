using MerchantStudio.Access;

namespace MerchantStudio.State;

/// <summary>One line of the search box's answer.</summary>
/// <param name="Kind">Resource key of the group it is listed under, such as <c>SearchCustomers</c>.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Detail">A second, smaller line; null when there is nothing to add.</param>
/// <param name="Route">Where it leads, without shop and period.</param>
public sealed record SearchHit(string Kind, string Title, string? Detail, string Route);

/// <summary>Something that can be searched for from the top bar. Every registered source is asked; each answers a few hits.</summary>
public interface ISearchSource
{
    Task<IReadOnlyList<SearchHit>> FindAsync(ShopSeat seat, string words, CancellationToken cancellationToken);
}
