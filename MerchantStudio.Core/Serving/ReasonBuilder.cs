using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Serving;

/// <summary>Turns the contributions of a score into a few reasons that still add up to it.</summary>
internal static class ReasonBuilder
{
    /// <summary>Earlier purchases that are named one by one; the rest is one reason together.</summary>
    private const int MostPurchases = 3;

    /// <param name="explanation">The parts of the score.</param>
    /// <param name="productOf">Key and title of an item of the model's catalogue.</param>
    /// <returns>The strongest first.</returns>
    public static IReadOnlyList<Reason> Build(Explanation explanation, Func<int, (string Key, string? Title)> productOf)
    {
        var purchases = explanation.Contributions
            .Where(part => part is { Source: ContributionSource.History, Item: not null })
            .GroupBy(part => part.Item!.Value, part => part.Value)
            .Select(parts => (Product: productOf(parts.Key), Value: parts.Sum()))
            .OrderByDescending(purchase => Math.Abs(purchase.Value)).ThenBy(purchase => purchase.Product.Key, StringComparer.Ordinal)
            .ToList();
        IEnumerable<Reason> reasons =
        [
            .. purchases.Take(MostPurchases).Select(purchase =>
                new Reason(ReasonKind.Purchase, purchase.Product.Key, purchase.Product.Title, purchase.Value)),
            new Reason(ReasonKind.OtherPurchases, null, null, purchases.Skip(MostPurchases).Sum(purchase => purchase.Value)),
            .. explanation.Contributions.Where(part => part.Source != ContributionSource.History || part.Item is null)
                .GroupBy(part => KindOf(part.Source), part => part.Value)
                .Select(parts => new Reason(parts.Key, null, null, parts.Sum())),
        ];
        return [.. reasons.Where(reason => reason.Value != 0).OrderByDescending(reason => Math.Abs(reason.Value))];
    }

    private static ReasonKind KindOf(ContributionSource source) => source switch
    {
        ContributionSource.OwnPurchases => ReasonKind.BoughtBefore,
        ContributionSource.Popularity => ReasonKind.Popular,
        _ => ReasonKind.Model,
    };
}
