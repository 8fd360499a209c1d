using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Products;

/// <summary>A product as a search finds it; the title is empty where nothing names it.</summary>
public sealed record FoundProduct(string Key, string Title, string? Category);

/// <summary>Finds products by a part of their number or title.</summary>
public sealed class ProductSearchQuery(SnapshotStore snapshots)
{
    /// <summary>Those whose number is exactly the words come first, then those that begin with them, then the rest, each by number.</summary>
    public async Task<IReadOnlyList<FoundProduct>> RunAsync(int shopId, string words, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(words);
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        return Find(snapshot, words.Trim(), most);
    }

    internal static IReadOnlyList<FoundProduct> Find(Snapshot snapshot, string words, int most)
    {
        if (words.Length == 0)
        {
            return [];
        }

        var (items, flags) = (snapshot.Items, snapshot.Items.Flags.ToArray());
        return
        [
            .. Enumerable.Range(0, items.Count).Where(item => (flags[item] & ItemFlags.Product) != 0)
                .Select(item => (Item: item, Rank: Rank(items.Keys[item], items.Titles[item], words))).Where(found => found.Rank is not null)
                .OrderBy(found => found.Rank).ThenBy(found => found.Item).Take(most)
                .Select(found => new FoundProduct(items.Keys[found.Item], items.Titles[found.Item], items.Category[found.Item])),
        ];
    }

    private static int? Rank(string key, string title, string words) =>
        key.Equals(words, StringComparison.OrdinalIgnoreCase) ? 0
        : key.StartsWith(words, StringComparison.OrdinalIgnoreCase) || title.StartsWith(words, StringComparison.CurrentCultureIgnoreCase) ? 1
        : key.Contains(words, StringComparison.OrdinalIgnoreCase) || title.Contains(words, StringComparison.CurrentCultureIgnoreCase) ? 2 : null;
}
