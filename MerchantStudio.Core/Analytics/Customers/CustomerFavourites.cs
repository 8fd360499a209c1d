using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>What a customer buys most. Only products count, and only lines that sell.</summary>
internal static class CustomerFavourites
{
    private const int Most = 10;

    public static IReadOnlyList<FavouriteCategory> Categories(Snapshot snapshot, CustomerHistory history)
    {
        var lines = Lines(snapshot, history)
            .Select(line => (line.Basket, line.Row, Category: snapshot.Items.Category[snapshot.RowItem[line.Row]]))
            .Where(line => line.Category is not null).ToList();
        var total = (double)lines.Sum(line => snapshot.RowAmount[line.Row]);
        return
        [
            .. lines.GroupBy(line => line.Category!, StringComparer.Ordinal)
                .Select(group => (group.Key, Spend: group.Sum(line => snapshot.RowAmount[line.Row]), Orders: group.Select(line => line.Basket).Distinct().Count()))
                .OrderByDescending(category => category.Spend).ThenBy(category => category.Key, StringComparer.Ordinal).Take(Most)
                .Select(category => new FavouriteCategory(category.Key, category.Spend, category.Orders, total > 0 ? category.Spend / total : 0)),
        ];
    }

    public static IReadOnlyList<FavouriteProduct> Products(Snapshot snapshot, CustomerHistory history) =>
    [
        .. Lines(snapshot, history).GroupBy(line => snapshot.RowItem[line.Row])
            .Select(group => Product(snapshot, group.Key, [.. group]))
            .OrderByDescending(product => product.Orders).ThenByDescending(product => product.SpendMinor)
            .ThenBy(product => product.Key, StringComparer.Ordinal).Take(Most),
    ];

    private static FavouriteProduct Product(Snapshot snapshot, int item, IReadOnlyList<(int Basket, int Row)> lines) => new(
        snapshot.Items.Keys[item],
        snapshot.Items.Titles[item] is { Length: > 0 } title ? title : null,
        lines.Select(line => line.Basket).Distinct().Count(),
        lines.Sum(line => (double)snapshot.RowQuantity[line.Row]),
        lines.Sum(line => snapshot.RowAmount[line.Row]));

    private static IEnumerable<(int Basket, int Row)> Lines(Snapshot snapshot, CustomerHistory history) =>
        history.Sales.SelectMany((basket, i) => basket.Rows
            .Where(row => snapshot.RowKind[row] == InteractionKind.Purchase && CustomerHabits.IsProduct(snapshot, row))
            .Select(row => (i, row)));
}
