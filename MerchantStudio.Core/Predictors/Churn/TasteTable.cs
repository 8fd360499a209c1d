using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>Who bought what before a cut-off: per customer the different products, by rarity and scaled to length one.</summary>
internal sealed class TasteTable
{
    // Of more customers every n-th by hash says as much about the directions.
    private const int MostCustomers = 20_000;
    private const int MinimumBuyers = 5;
    private const int Sweeps = 30;

    private readonly int[] _offsets;
    private readonly int[] _places;
    private readonly double[] _weights;

    private TasteTable(int[] items, double[] rarity, int[] offsets, int[] places, double[] weights) =>
        (Items, Rarity, _offsets, _places, _weights) = (items, rarity, offsets, places, weights);

    /// <summary>Numbers of the products with enough buyers, rising.</summary>
    public int[] Items { get; }

    /// <summary>Per product of <see cref="Items"/>: logarithm of customers over buyers.</summary>
    public double[] Rarity { get; }

    public int RowCount => _offsets.Length - 1;

    public static TasteTable Before(PurchaseLog log, long cutoffSeconds)
    {
        var rows = Rows(log, cutoffSeconds);
        var buyers = new Dictionary<int, int>();
        foreach (var item in rows.SelectMany(row => row))
        {
            buyers[item] = buyers.GetValueOrDefault(item) + 1;
        }

        // What everybody buys tells nobody apart.
        int[] items = [.. buyers.Where(pair => pair.Value >= MinimumBuyers && pair.Value < rows.Count).Select(pair => pair.Key).Order()];
        var rarity = Array.ConvertAll(items, item => Math.Log(rows.Count / (double)buyers[item]));
        var placeOf = items.Select((item, place) => (item, place)).ToDictionary(pair => pair.item, pair => pair.place);
        var (offsets, places, weights) = (new int[rows.Count + 1], new List<int>(), new List<double>());
        for (var row = 0; row < rows.Count; row++)
        {
            int[] known = [.. rows[row].Where(placeOf.ContainsKey).Select(item => placeOf[item]).Order()];
            var length = Math.Sqrt(known.Sum(place => rarity[place] * rarity[place]));
            places.AddRange(known);
            weights.AddRange(known.Select(place => rarity[place] / length));
            offsets[row + 1] = places.Count;
        }

        return new TasteTable(items, rarity, offsets, [.. places], [.. weights]);
    }

    /// <summary>Orthonormal directions of the products in the space that holds most of the table, by subspace iteration.</summary>
    /// <returns>Products by directions, row by row; zero where the table has fewer.</returns>
    public double[] LeadingDirections(int count)
    {
        var axes = Start(count);
        var next = new double[axes.Length];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            Multiply(axes, next, count);
            Orthonormalise(next, count);
            (axes, next) = (next, axes);
        }

        return axes;
    }

    private static List<HashSet<int>> Rows(PurchaseLog log, long cutoffSeconds)
    {
        var oneIn = (ulong)Math.Max(1, log.CustomerCount / MostCustomers);
        var rows = new List<HashSet<int>>();
        for (var customer = 0; customer < log.CustomerCount; customer++)
        {
            if (oneIn > 1 && SplitMix64.Mix((ulong)customer) % oneIn != 0)
            {
                continue;
            }

            var items = new HashSet<int>();
            for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1] && log.Seconds[line] < cutoffSeconds; line++)
            {
                _ = !log.IsReturn[line] && items.Add(log.Item[line]);
            }

            if (items.Count > 0)
            {
                rows.Add(items);
            }
        }

        return rows;
    }

    // By the product's own number, so that products which come later change nothing.
    private double[] Start(int count)
    {
        var axes = new double[Items.Length * count];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = (SplitMix64.Mix(((ulong)Items[i / count] * (ulong)count) + (ulong)(i % count)) >> 11) * (1.0 / (1UL << 53)) - 0.5;
        }

        Orthonormalise(axes, count);
        return axes;
    }

    private void Multiply(double[] axes, double[] result, int count)
    {
        Array.Clear(result);
        Span<double> along = stackalloc double[count];
        for (var row = 0; row < RowCount; row++)
        {
            along.Clear();
            for (var i = _offsets[row]; i < _offsets[row + 1]; i++)
            {
                for (var axis = 0; axis < count; axis++)
                {
                    along[axis] += _weights[i] * axes[(_places[i] * count) + axis];
                }
            }

            for (var i = _offsets[row]; i < _offsets[row + 1]; i++)
            {
                for (var axis = 0; axis < count; axis++)
                {
                    result[(_places[i] * count) + axis] += _weights[i] * along[axis];
                }
            }
        }
    }

    // Gram and Schmidt; a direction that the others already hold becomes zero.
    private static void Orthonormalise(double[] axes, int count)
    {
        for (var axis = 0; axis < count; axis++)
        {
            for (var earlier = 0; earlier < axis; earlier++)
            {
                var shared = Dot(axes, axis, earlier, count);
                for (var at = 0; at < axes.Length; at += count)
                {
                    axes[at + axis] -= shared * axes[at + earlier];
                }
            }

            var squares = Dot(axes, axis, axis, count);
            for (var at = 0; at < axes.Length; at += count)
            {
                axes[at + axis] *= squares > 1e-20 ? 1 / Math.Sqrt(squares) : 0;
            }
        }
    }

    private static double Dot(double[] axes, int first, int second, int count)
    {
        var sum = 0.0;
        for (var at = 0; at < axes.Length; at += count)
        {
            sum += axes[at + first] * axes[at + second];
        }

        return sum;
    }
}
