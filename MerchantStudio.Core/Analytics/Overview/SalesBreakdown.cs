using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Overview;

/// <summary>Sales by product and by country.</summary>
internal sealed class SalesBreakdown(Snapshot snapshot, CountryNames countries)
{
    private readonly long[] _itemAmount = new long[snapshot.Items.Count];
    private readonly double[] _itemUnits = new double[snapshot.Items.Count];

    // The last place is for what names no country.
    private readonly long[] _countryAmount = new long[countries.Count + 1];
    private readonly int[] _countryOrders = new int[countries.Count + 1];

    public void AddLine(int country, int item, long amount, float quantity)
    {
        if (item >= 0)
        {
            _itemAmount[item] += amount;
            _itemUnits[item] += quantity;
        }
        _countryAmount[PlaceOf(country)] += amount;
    }

    public void AddOrder(int country) => _countryOrders[PlaceOf(country)]++;

    public IReadOnlyList<ProductFigures> TopProducts(int count)
    {
        var flags = snapshot.Items.Flags;
        var products = new List<int>();
        for (var item = 0; item < _itemAmount.Length; item++)
        {
            if ((flags[item] & ItemFlags.Product) != 0 && (_itemAmount[item] != 0 || _itemUnits[item] != 0))
            {
                products.Add(item);
            }
        }
        return [.. products.OrderByDescending(item => _itemAmount[item]).ThenBy(item => item).Take(count).Select(Product)];
    }

    public IReadOnlyList<CountryFigures> Countries(int count) =>
    [
        .. Enumerable.Range(0, countries.Count + 1)
            .Where(place => _countryAmount[place] != 0 || _countryOrders[place] != 0)
            .Select(place => new CountryFigures(place < countries.Count ? countries[place] : null, _countryAmount[place], _countryOrders[place]))
            .OrderByDescending(country => country.RevenueMinor).ThenBy(country => country.Country, StringComparer.Ordinal)
            .Take(count),
    ];

    private int PlaceOf(int country) => country < 0 ? countries.Count : country;

    private ProductFigures Product(int item) =>
        new(snapshot.Items.Keys[item], snapshot.Items.Titles[item] is { Length: > 0 } title ? title : null, _itemAmount[item], _itemUnits[item]);
}
