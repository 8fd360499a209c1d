using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// What a customer cares about, as far as no model is needed to know it: the categories and brands of what they took, or of what
/// they looked at where they have taken nothing, and how much they pay. It orders products that are too new for a model, and leans the
/// list of a customer whom a model does not know.
/// </summary>
internal sealed class CustomerInterest
{
    private readonly Snapshot _snapshot;
    private readonly Dictionary<int, double> _categories;
    private readonly Dictionary<int, double> _brands;
    private readonly double? _usualPrice;

    private CustomerInterest(Snapshot snapshot, IReadOnlyCollection<int> products)
    {
        _snapshot = snapshot;
        _categories = Shares(products, snapshot.Items.Category);
        _brands = Shares(products, snapshot.Items.Brand);
        var prices = products.Select(product => snapshot.Items.PriceMinor[product]).Where(price => price > 0).Order().ToArray();
        _usualPrice = prices.Length > 0 ? prices[prices.Length / 2] : null;
    }

    /// <param name="snapshot">The shop.</param>
    /// <param name="customer">Index in the snapshot; below 0 for somebody whom nobody knows.</param>
    /// <param name="taken">Products that the customer took and that count.</param>
    public static CustomerInterest Of(Snapshot snapshot, int customer, IReadOnlyCollection<int> taken) =>
        new(snapshot, taken.Count > 0 ? taken : LookedAt(snapshot, customer));

    /// <summary>
    /// Between 0 and 1: half the share of the customer's products that are of the same category, and half that of the same brand,
    /// less the further the price is from the usual one (half as much at e times that price, or an e-th of it).
    /// </summary>
    /// <param name="item">Index in the snapshot.</param>
    public double In(int item)
    {
        var shares = _categories.GetValueOrDefault(_snapshot.Items.Category.Codes[item]) + _brands.GetValueOrDefault(_snapshot.Items.Brand.Codes[item]);
        return shares / 2 * Affordability(_snapshot.Items.PriceMinor[item]);
    }

    /// <summary>The category, else the brand, that speaks for an item; null where neither does.</summary>
    public string? NameOf(int item) =>
        _categories.ContainsKey(_snapshot.Items.Category.Codes[item]) ? _snapshot.Items.Category[item]
        : _brands.ContainsKey(_snapshot.Items.Brand.Codes[item]) ? _snapshot.Items.Brand[item]
        : null;

    private double Affordability(long price) =>
        _usualPrice is { } usual && price > 0 ? 1 / (1 + Math.Abs(Math.Log(price / usual))) : 1;

    private static Dictionary<int, double> Shares(IReadOnlyCollection<int> products, DictionaryColumn column)
    {
        var shares = new Dictionary<int, double>();
        foreach (var product in products)
        {
            if (column.Codes[product] is >= 0 and var code)
            {
                shares[code] = shares.GetValueOrDefault(code) + (1.0 / products.Count);
            }
        }
        return shares;
    }

    private static HashSet<int> LookedAt(Snapshot snapshot, int customer)
    {
        var products = new HashSet<int>();
        var (from, to) = customer < 0 ? (0, 0) : (snapshot.CustomerOffsets[customer], snapshot.CustomerOffsets[customer + 1]);
        for (var row = from; row < to; row++)
        {
            if (snapshot.RowItem[row] >= 0
                && snapshot.RowKind[row] is InteractionKind.ViewItem or InteractionKind.AddToCart or InteractionKind.AddToWishlist)
            {
                products.Add(snapshot.RowItem[row]);
            }
        }
        return products;
    }
}
