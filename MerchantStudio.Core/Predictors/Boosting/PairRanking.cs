using System.Numerics.Tensors;

namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>
/// Finds the pairs of features that explain most of what the single ones left (FAST of Lou et al. 2013): for each pair the
/// gain of the best two cuts on the derivatives at the bags' mean shapes. The best of hundreds of pairs gains by chance
/// alone, so those in front must prove themselves: cuts and values that each bag finds in its own rows have to lower the
/// loss on the rows that it left out, by clearly more than the rows' spread explains.
/// </summary>
internal static class PairRanking
{
    private const int CandidatesPerPair = 8;

    // Standard errors above zero: what the best of several dozen useless pairs seldom reaches.
    private const double Certainty = 3;

    public static (int First, int Second)[] Best(
        BinnedTable table, float[] labels, List<Bag> bags, BoostingOptions options, CancellationToken cancellationToken)
    {
        if (options.MaxPairs == 0)
        {
            return [];
        }

        var (gradient, curvature) = Derivatives(table, labels, bags);
        var candidates = AllPairs(table.Bins.Length);
        var gains = new double[candidates.Length];
        Parallel.For(0, candidates.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var (first, second) = candidates[i];
            var histogram = new PairHistogram(table.PairBins[first].Count, table.PairBins[second].Count);
            histogram.Fill(table.PairCodes[first], table.PairCodes[second], gradient, curvature);
            gains[i] = new QuadrantFitter(options).Search(histogram, table.Bins[first].Direction, table.Bins[second].Direction).Gain;
        });
        var front = Enumerable.Range(0, candidates.Length).Where(i => gains[i] > 0)
            .OrderByDescending(i => gains[i]).Take(options.MaxPairs * CandidatesPerPair).Select(i => candidates[i]).ToArray();
        return Confirmed(front, table.RowCount, bags, options.MaxPairs, cancellationToken);
    }

    private static (int First, int Second)[] Confirmed(
        (int First, int Second)[] pairs, int rowCount, List<Bag> bags, int most, CancellationToken cancellationToken)
    {
        var gains = new (double Mean, double Certainty)[pairs.Length];
        Parallel.ForEach(bags, new ParallelOptions { CancellationToken = cancellationToken }, bag => bag.BeginPairs([]));
        Parallel.For(0, pairs.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var perRow = new double[rowCount];
            bags.ForEach(bag => bag.AddPairGain(pairs[i], perRow));
            gains[i] = MeanAndCertainty(perRow);
        });
        return [.. Enumerable.Range(0, pairs.Length).Where(i => gains[i].Certainty > Certainty)
            .OrderByDescending(i => gains[i].Mean).Take(most).Order().Select(i => pairs[i])];
    }

    private static (double Mean, double Certainty) MeanAndCertainty(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
        return (mean, deviation > 0 ? mean / deviation * Math.Sqrt(values.Length) : 0);
    }

    private static (int First, int Second)[] AllPairs(int features) =>
        [.. Enumerable.Range(0, features).SelectMany(first => Enumerable.Range(first + 1, features - first - 1).Select(second => (first, second)))];

    private static (float[] Gradient, float[] Curvature) Derivatives(BinnedTable table, float[] labels, List<Bag> bags)
    {
        var (gradient, curvature) = (new float[table.RowCount], new float[table.RowCount]);
        Array.Fill(gradient, (float)bags.Average(bag => bag.Intercept));
        for (var feature = 0; feature < table.Bins.Length; feature++)
        {
            var mean = Enumerable.Range(0, table.Bins[feature].Count).Select(bin => (float)bags.Average(bag => bag.BestShapes[feature][bin])).ToArray();
            for (var row = 0; row < gradient.Length; row++)
            {
                gradient[row] += mean[table.Codes[feature][row]];
            }
        }

        TensorPrimitives.Sigmoid(gradient, gradient);
        TensorPrimitives.Subtract(1f, gradient, curvature);
        TensorPrimitives.Multiply(curvature, gradient, curvature);
        TensorPrimitives.Subtract(gradient, labels, gradient);
        return (gradient, curvature);
    }
}
