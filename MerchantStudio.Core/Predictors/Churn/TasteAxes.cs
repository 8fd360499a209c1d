namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>
/// The directions in which the customers of a shop differ most in what they buy: the leading right singular vectors of the
/// table of customers by products (Deerwester et al. 1990), rows weighted by how rare a product is and of length one. Only
/// purchases before the cut-off are looked at. Directions of different cut-offs are turned onto those of an early reference
/// (orthogonal Procrustes: Schönemann 1966), so that one model can learn from several.
/// </summary>
public sealed class TasteAxes
{
    /// <summary>Number of directions.</summary>
    public const int Count = 8;

    private readonly Dictionary<int, int> _places;
    private readonly double[] _rarity;
    private readonly double[] _axes;

    private TasteAxes(Dictionary<int, int> places, double[] rarity, double[] axes) => (_places, _rarity, _axes) = (places, rarity, axes);

    /// <summary>What stands for a shop whose products are too few, or a day too early, to tell tastes apart.</summary>
    public static TasteAxes None { get; } = new([], [], []);

    /// <summary>The directions at a cut-off, turned onto those half of the active days after the first purchase.</summary>
    public static TasteAxes Before(PurchaseLog log, long cutoffSeconds, ChurnOptions options)
    {
        if (log.LineCount == 0)
        {
            return None;
        }

        var referenceSeconds = log.Seconds.Min() + (options.ActiveDays / 2 * 86_400L);
        if (cutoffSeconds < referenceSeconds)
        {
            return None;
        }

        var axes = Fit(TasteTable.Before(log, cutoffSeconds));
        return cutoffSeconds == referenceSeconds ? axes : axes.TurnedOnto(Fit(TasteTable.Before(log, referenceSeconds)));
    }

    /// <summary>Where somebody who bought these products stands on each direction; NaN when none of them is known.</summary>
    /// <param name="items">Numbers of different products.</param>
    /// <param name="place">Receives <see cref="Count"/> numbers.</param>
    public void Project(IEnumerable<int> items, Span<double> place)
    {
        place.Clear();
        var squares = 0.0;
        foreach (var item in items)
        {
            if (_places.TryGetValue(item, out var at))
            {
                squares += _rarity[at] * _rarity[at];
                for (var axis = 0; axis < Count; axis++)
                {
                    place[axis] += _rarity[at] * _axes[(at * Count) + axis];
                }
            }
        }

        for (var axis = 0; axis < Count; axis++)
        {
            place[axis] = squares > 0 ? place[axis] / Math.Sqrt(squares) : double.NaN;
        }
    }

    /// <summary>What a purchase of the product pulls towards the upper end of a direction, below zero towards the lower; zero for one that is not known.</summary>
    public double Pull(int item, int axis) => _places.TryGetValue(item, out var at) ? _rarity[at] * _axes[(at * Count) + axis] : 0;

    /// <summary>Numbers of the products that pull hardest towards either end of a direction, the hardest first.</summary>
    public (IReadOnlyList<int> Low, IReadOnlyList<int> High) Ends(int axis, int count)
    {
        var pulls = _places.Keys.Select(item => (Item: item, Pull: Pull(item, axis))).OrderBy(pair => pair.Pull).ThenBy(pair => pair.Item).ToList();
        return (
            [.. pulls.Take(count).Where(pair => pair.Pull < 0).Select(pair => pair.Item)],
            [.. pulls.AsEnumerable().Reverse().Take(count).Where(pair => pair.Pull > 0).Select(pair => pair.Item)]);
    }

    private static TasteAxes Fit(TasteTable table) =>
        table.Items.Length <= Count || table.RowCount <= Count
            ? None
            : new TasteAxes(table.Items.Select((item, place) => (item, place)).ToDictionary(pair => pair.item, pair => pair.place), table.Rarity, table.LeadingDirections(Count));

    private TasteAxes TurnedOnto(TasteAxes reference)
    {
        if (_axes.Length == 0 || reference._axes.Length == 0)
        {
            return None;
        }

        var overlap = new double[Count, Count];
        foreach (var (item, place) in _places)
        {
            if (reference._places.TryGetValue(item, out var other))
            {
                AddProduct(overlap, place, reference, other);
            }
        }

        var turn = Procrustes.Rotation(overlap);
        var turned = new double[_axes.Length];
        for (var place = 0; place < _rarity.Length; place++)
        {
            for (var axis = 0; axis < Count; axis++)
            {
                for (var from = 0; from < Count; from++)
                {
                    turned[(place * Count) + axis] += _axes[(place * Count) + from] * turn[from, axis];
                }
            }
        }

        return new TasteAxes(_places, _rarity, turned);
    }

    private void AddProduct(double[,] overlap, int place, TasteAxes reference, int other)
    {
        for (var from = 0; from < Count; from++)
        {
            for (var axis = 0; axis < Count; axis++)
            {
                overlap[from, axis] += _axes[(place * Count) + from] * reference._axes[(other * Count) + axis];
            }
        }
    }
}
