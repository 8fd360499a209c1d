namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>
/// Whether the people who bought a product lately are still buying anything: of its buyers within the active days before
/// the cut-off, the share with a purchase in the last half horizon. A customer's own purchases are taken out of it.
/// </summary>
public sealed class ItemVitality
{
    // Ten buyers of whom half are still there: few buyers say little.
    private const double PriorBuyers = 10;
    private const long SecondsPerDay = 86_400;

    private readonly int[] _buyers;
    private readonly int[] _stillThere;

    private ItemVitality(int items) => (_buyers, _stillThere) = (new int[items], new int[items]);

    /// <summary>Purchases at or after the cut-off are not looked at.</summary>
    public static ItemVitality Before(PurchaseLog log, long cutoffSeconds, ChurnOptions options)
    {
        var vitality = new ItemVitality(log.Item.Length == 0 ? 0 : log.Item.Max() + 1);
        var items = new HashSet<int>();
        for (var customer = 0; customer < log.CustomerCount; customer++)
        {
            items.Clear();
            var last = long.MinValue;
            for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1] && log.Seconds[line] < cutoffSeconds; line++)
            {
                if (!log.IsReturn[line])
                {
                    last = log.Seconds[line];
                    _ = IsLately(last, cutoffSeconds, options) && items.Add(log.Item[line]);
                }
            }

            vitality.Count(items, IsStillThere(last, cutoffSeconds, options));
        }

        return vitality;
    }

    public static bool IsLately(long seconds, long cutoffSeconds, ChurnOptions options) => cutoffSeconds - seconds <= options.ActiveDays * SecondsPerDay;

    public static bool IsStillThere(long lastSeconds, long cutoffSeconds, ChurnOptions options) =>
        lastSeconds != long.MinValue && cutoffSeconds - lastSeconds <= options.HorizonDays * SecondsPerDay / 2;

    /// <summary>The share among the other buyers of a product, drawn to one half; NaN when nobody bought it lately.</summary>
    /// <param name="item">Number of the product.</param>
    /// <param name="ownBought">Whether the customer is among its buyers.</param>
    /// <param name="ownStillThere">Whether the customer counts as still there.</param>
    public double AmongOthers(int item, bool ownBought, bool ownStillThere)
    {
        if (_buyers[item] == 0)
        {
            return double.NaN;
        }

        var (buyers, stillThere) = (_buyers[item] - (ownBought ? 1 : 0), _stillThere[item] - (ownBought && ownStillThere ? 1 : 0));
        return (stillThere + (PriorBuyers / 2)) / (buyers + PriorBuyers);
    }

    private void Count(HashSet<int> items, bool isStillThere)
    {
        foreach (var item in items)
        {
            _buyers[item]++;
            _stillThere[item] += isStillThere ? 1 : 0;
        }
    }
}
