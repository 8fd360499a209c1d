using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Tests.Predictors.Boosting;

/// <summary>
/// The best split of one feature by trying every border on the rows themselves: what histograms and prefix sums must equal.
/// </summary>
internal static class ReferenceBoosting
{
    public static double[] Step(double[] gradient, double[] curvature, byte[] bins, int binCount, Monotone direction, BoostingOptions options)
    {
        double Value(Func<int, bool> isIn)
        {
            var rows = Enumerable.Range(0, bins.Length).Where(row => isIn(bins[row])).ToArray();
            return -rows.Sum(row => gradient[row]) / (rows.Sum(row => curvature[row]) + options.L2);
        }

        double Score(Func<int, bool> isIn)
        {
            var rows = Enumerable.Range(0, bins.Length).Where(row => isIn(bins[row])).ToArray();
            return Math.Pow(rows.Sum(row => gradient[row]), 2) / (rows.Sum(row => curvature[row]) + options.L2);
        }

        var (bestCut, bestGain) = (0, 0.0);
        for (var cut = 2; cut < binCount; cut++)
        {
            var at = cut;
            var (low, high) = (bins.Count(bin => bin > 0 && bin < at), bins.Count(bin => bin >= at));
            var inOrder = direction == Monotone.Free || (int)direction * (Value(bin => bin >= at) - Value(bin => bin > 0 && bin < at)) >= 0;
            var gain = Score(bin => bin > 0 && bin < at) + Score(bin => bin >= at) - Score(bin => bin > 0);
            if (low >= options.MinRowsPerLeaf && high >= options.MinRowsPerLeaf && inOrder && gain > bestGain)
            {
                (bestCut, bestGain) = (cut, gain);
            }
        }

        return [.. Enumerable.Range(0, binCount).Select(bin => options.LearningRate * (bin == 0 ? Value(b => b == 0)
            : bestGain == 0 ? Value(b => b > 0)
            : bin < bestCut ? Value(b => b > 0 && b < bestCut) : Value(b => b >= bestCut)))];
    }
}
