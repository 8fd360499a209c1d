using MerchantStudio.Access;
using MerchantStudio.Components.Layout;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.State;

/// <summary>Finds pages by their title in the reader's language.</summary>
internal sealed class PageSearch(IStringLocalizer<Menu> words) : ISearchSource
{
    public Task<IReadOnlyList<SearchHit>> FindAsync(ShopSeat seat, string query, CancellationToken cancellationToken)
    {
        IReadOnlyList<SearchHit> hits =
        [
            .. PageCatalog.All
                .Where(page => seat.May(page.Policy))
                .Select(page => new SearchHit("SearchPages", words[page.TitleKey], words[page.Group.ToString()], page.Route))
                .Where(hit => hit.Title.Contains(query, StringComparison.CurrentCultureIgnoreCase))
                .Take(5),
        ];
        return Task.FromResult(hits);
    }
}
