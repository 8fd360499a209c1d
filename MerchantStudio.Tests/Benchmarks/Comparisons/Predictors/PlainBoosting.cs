using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Benchmarks.Comparisons.Predictors;

/// <summary>
/// The simplest correct way to take the same steps: the same bins, bags and leaf values, but every candidate border adds up
/// all rows on both sides of it, one row after the other.
/// </summary>
internal sealed class PlainBoosting(FeatureTable table, bool[] labels, BoostingOptions options)
{
    private readonly FeatureBins[] _bins = [.. table.Columns.Select(column => FeatureBins.FromQuantiles(column, options.MaxBins))];

    /// <returns>Log-odds of the first row, the mean of the bags.</returns>
    public double Train(int rounds, CancellationToken cancellationToken)
    {
        var codes = _bins.Select((bins, i) => bins.BinAll(table.Columns[i].Values)).ToArray();
        var salt = SplitMix64.Mix(options.Seed);
        var fold = Enumerable.Range(0, labels.Length).Select(row => (int)(SplitMix64.Mix((ulong)row ^ salt) % (ulong)options.Folds)).ToArray();
        return Enumerable.Range(0, options.Folds).Average(left =>
            TrainBag([.. Enumerable.Range(0, labels.Length).Where(row => fold[row] != left)], codes, rounds, cancellationToken));
    }

    private double TrainBag(int[] rows, byte[][] codes, int rounds, CancellationToken cancellationToken)
    {
        var ones = rows.Count(row => labels[row]);
        var logOdds = new double[labels.Length];
        Array.Fill(logOdds, Math.Log((ones + 0.5) / (rows.Length - ones + 0.5)));
        for (var step = 0; step < rounds * codes.Length; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(rows, codes[step % codes.Length], _bins[step % codes.Length].Count, logOdds);
        }

        return logOdds[0];
    }

    private void Step(int[] rows, byte[] codes, int bins, double[] logOdds)
    {
        var (gradient, curvature) = (new double[rows.Length], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            var probability = 1 / (1 + Math.Exp(-logOdds[rows[i]]));
            (gradient[i], curvature[i]) = (probability - (labels[rows[i]] ? 1 : 0), probability * (1 - probability));
        }

        var (bestCut, bestGain, bestLow, bestHigh) = (0, 0.0, 0.0, 0.0);
        for (var cut = 2; cut < bins; cut++)
        {
            var (low, high) = (new Side(), new Side());
            for (var i = 0; i < rows.Length; i++)
            {
                (codes[rows[i]] < cut ? low : high).Add(gradient[i], curvature[i]);
            }

            var whole = new Side { Gradient = low.Gradient + high.Gradient, Curvature = low.Curvature + high.Curvature };
            var gain = low.Score(options.L2) + high.Score(options.L2) - whole.Score(options.L2);
            if (Math.Min(low.Rows, high.Rows) >= options.MinRowsPerLeaf && gain > bestGain)
            {
                (bestCut, bestGain, bestLow, bestHigh) = (cut, gain, low.Value(options.L2), high.Value(options.L2));
            }
        }

        for (var row = 0; row < logOdds.Length && bestGain > 0; row++)
        {
            logOdds[row] += options.LearningRate * (codes[row] < bestCut ? bestLow : bestHigh);
        }
    }

    private sealed class Side
    {
        public double Gradient { get; set; }
        public double Curvature { get; set; }
        public int Rows { get; private set; }

        public void Add(double gradient, double curvature) => (Gradient, Curvature, Rows) = (Gradient + gradient, Curvature + curvature, Rows + 1);

        public double Score(double l2) => Gradient * Gradient / (Curvature + l2);

        public double Value(double l2) => -Gradient / (Curvature + l2);
    }
}
