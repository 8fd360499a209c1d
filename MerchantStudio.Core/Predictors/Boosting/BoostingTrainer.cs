using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Predictors.Boosting;

/// <summary>A trained machine and what its bags said of the rows that they had not seen.</summary>
/// <param name="Model">Mean of the bags.</param>
/// <param name="LeftOutLogOdds">Per training row the mean log-odds of the bags that left it out: fit to calibrate on.</param>
public sealed record BoostingResult(BoostingModel Model, double[] LeftOutLogOdds);

/// <summary>
/// Trains an explainable boosting machine. The rows' groups are dealt into folds a few times by seed; each bag leaves one
/// fold out. Bags advance together and stop when their mean loss on what they left out stops falling: first on single
/// features in turn, then on the pairs that explain most of what is left. Every second deal starts from straight lines
/// (<see cref="LinearStart"/>), the others from nothing: which is better differs between shops and seasons, and the
/// mean of both is about as good as the better one.
/// </summary>
public static class BoostingTrainer
{
    private const int RoundsBetweenChecks = 5;

    /// <param name="table">Features, missing values as NaN.</param>
    /// <param name="labels">Whether it happened, per row.</param>
    /// <param name="groups">Rows of one group are never split between training and what is left out; one number per row.</param>
    /// <param name="options">Settings and seed.</param>
    /// <param name="cancellationToken">Stops between rounds.</param>
    public static BoostingResult Train(
        FeatureTable table, bool[] labels, int[] groups, BoostingOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, table.RowCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(groups.Length, table.RowCount);
        var binned = new BinnedTable(table, options);
        var targets = Array.ConvertAll(labels, label => label ? 1f : 0f);
        var bags = Deal(binned, targets, groups, options);
        var shapeRounds = bags.GroupBy(bag => bag.StartsFromLines).Select(alike => Boost(
            [.. alike], bag => bag.BoostShapes(RoundsBetweenChecks), bag => bag.KeepShapes(), options, cancellationToken)).Max();
        var pairs = PairRanking.Best(binned, targets, bags, options, cancellationToken);
        bags.ForEach(bag => bag.BeginPairs(pairs));
        var pairRounds = pairs.Length == 0
            ? 0
            : Boost(bags, bag => bag.BoostPairs(RoundsBetweenChecks), bag => bag.KeepGrids(), options, cancellationToken);
        bags.ForEach(bag => bag.RestoreLogOdds());
        var model = BagAverage.Of(bags, binned, pairRounds == 0 ? [] : pairs, (shapeRounds, pairRounds));
        return new BoostingResult(model, LeftOut(bags, table.RowCount));
    }

    /// <summary>Deals groups into folds; every fold of every repeat is one bag's left-out part.</summary>
    private static List<Bag> Deal(BinnedTable table, float[] labels, int[] groups, BoostingOptions options)
    {
        var bags = new List<Bag>();
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            var salt = SplitMix64.Mix(options.Seed + ((ulong)repeat << 32));
            var fold = Array.ConvertAll(groups, group => (int)(SplitMix64.Mix((ulong)group ^ salt) % (ulong)options.Folds));
            for (var left = 0; left < options.Folds; left++)
            {
                var (train, test) = (RowsWhere(fold, left, isLeft: false), RowsWhere(fold, left, isLeft: true));
                if (train.Length > 0 && test.Length > 0)
                {
                    bags.Add(new Bag(table, labels, train, test, repeat % 2 == 1 && options.LinearPenalty < double.PositiveInfinity, options));
                }
            }
        }

        return bags;
    }

    private static int[] RowsWhere(int[] fold, int left, bool isLeft) =>
        [.. Enumerable.Range(0, fold.Length).Where(row => (fold[row] == left) == isLeft)];

    /// <returns>The number of rounds that were kept: 0 when none lowered the loss.</returns>
    private static int Boost(List<Bag> bags, Action<Bag> advance, Action<Bag> keep, BoostingOptions options, CancellationToken cancellationToken)
    {
        var (best, bestLoss) = (0, bags.Average(bag => bag.LeftLoss()));
        var losses = new double[bags.Count];
        for (var round = RoundsBetweenChecks; round <= options.MaxRounds && round - best <= options.Patience; round += RoundsBetweenChecks)
        {
            Parallel.For(0, bags.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                advance(bags[i]);
                losses[i] = bags[i].LeftLoss();
            });
            if (losses.Average() is var loss && loss < bestLoss)
            {
                (best, bestLoss) = (round, loss);
                bags.ForEach(keep);
            }
        }

        return best;
    }

    private static double[] LeftOut(List<Bag> bags, int rowCount)
    {
        var (sum, count) = (new double[rowCount], new int[rowCount]);
        foreach (var bag in bags)
        {
            for (var i = 0; i < bag.LeftRows.Length; i++)
            {
                sum[bag.LeftRows[i]] += bag.LeftLogOdds[i];
                count[bag.LeftRows[i]]++;
            }
        }

        for (var row = 0; row < rowCount; row++)
        {
            sum[row] /= Math.Max(1, count[row]);
        }

        return sum;
    }
}
