using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Churn;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Tells the directions of taste in the names of products, which is what they are made of.</summary>
internal sealed class TasteProducts(ShopPurchases purchases, long cutoffSeconds, ChurnOptions options)
{
    private const int Named = 3;

    private readonly TasteAxes _axes = TasteAxes.Before(purchases.Log, cutoffSeconds, options);

    /// <summary>What the customer bought that pulls them to where they stand on a direction, the strongest first.</summary>
    /// <param name="customer">Number in the log.</param>
    /// <param name="axis">The direction.</param>
    /// <param name="place">Where they stand on it; NaN gives nothing.</param>
    public IReadOnlyList<string> Of(int customer, int axis, double place)
    {
        var log = purchases.Log;
        var pulling = Enumerable.Range(log.Offsets[customer], log.Offsets[customer + 1] - log.Offsets[customer])
            .Where(line => !log.IsReturn[line] && log.Seconds[line] < cutoffSeconds).Select(line => log.Item[line]).Distinct()
            .Select(item => (Item: item, Pull: _axes.Pull(item, axis) * place)).Where(pair => pair.Pull > 0);
        return Names(pulling.OrderByDescending(pair => pair.Pull).ThenBy(pair => pair.Item).Take(Named).Select(pair => pair.Item));
    }

    /// <summary>A shape function with the products at the ends of its direction; any other as it is.</summary>
    public ShapeFunction WithEnds(ShapeFunction shape)
    {
        if (ChurnFeatures.TasteAxisOf(shape.Feature) is not { } axis)
        {
            return shape;
        }

        var (low, high) = _axes.Ends(axis, Named);
        return shape with { LowProducts = Names(low), HighProducts = Names(high) };
    }

    private List<string> Names(IEnumerable<int> items) => [.. items.Where(item => item < purchases.Products.Count).Select(item => purchases.Products[item])];
}
