using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>
/// Learns the weight of each feature: those that make the purchases that came next most likely, by a softmax over each
/// customer's candidates (multinomial logit, McFadden 1974), where weights of features of one deviation are expected near zero
/// until enough customers speak for more (a normal prior). Learnt with any weights, with none below zero and with those of one part
/// alone; taken is what finds the purchases of the other half of the customers most likely. The first ten places are what counts in
/// the end, yet they are too few to choose by: of a basket of forty they see a handful, and the parts' own settings were chosen by
/// them already, so that whichever part had most luck there would be taken for the best.
/// </summary>
internal sealed class BlendLearner(IReadOnlyList<BlendChoice> choices, int features, int threads)
{
    private const int Rounds = 200;
    private const double Rate = 0.05;
    private const double PriorDeviation = 0.1;
    private const int ChoicesAtOnce = 64;

    private static readonly Freedom[] s_kinds = [Freedom.Any, Freedom.NoneBelowZero, Freedom.OnePart];

    private enum Freedom
    {
        Any,
        NoneBelowZero,
        OnePart,
    }

    /// <returns>The weights, their nDCG@10 on customers that they were not learnt from, and how many kinds were compared.</returns>
    public (double[] Weights, double Score, int Tried) Learn(CancellationToken cancellationToken)
    {
        var middle = choices.Count / 2;
        BlendChoice[][] halves = [[.. choices.Take(middle)], [.. choices.Skip(middle)]];
        var learnt = s_kinds.ToDictionary(kind => kind, kind => Array.ConvertAll(halves, half => Fit(half, kind, cancellationToken)));
        var best = s_kinds.MaxBy(kind => Crossed(halves, learnt[kind], static (choice, weights) => choice.LogLikelihood(weights)));
        return (Fit(choices, best, cancellationToken), Crossed(halves, learnt[best], static (choice, weights) => choice.Gain(weights)), s_kinds.Length);
    }

    private double[] Fit(IReadOnlyList<BlendChoice> some, Freedom kind, CancellationToken cancellationToken)
    {
        BlendChoice[] found = [.. some.Where(choice => choice.IsTarget.Contains(true))];
        var best = kind != Freedom.OnePart ? -1
            : Enumerable.Range(0, features / BlendFeatures.PerPart).MaxBy(part => Mean(some, Alone(part), static (choice, weights) => choice.Gain(weights)));
        return Climb(found, Deviations(found), feature => kind switch
        {
            Freedom.Any => (double.NegativeInfinity, double.PositiveInfinity),
            Freedom.OnePart when feature / BlendFeatures.PerPart != best => (0, 0),
            _ => (0, double.PositiveInfinity),
        }, cancellationToken);
    }

    // What each half's weights are worth on the other half.
    private double Crossed(BlendChoice[][] halves, double[][] learnt, Func<BlendChoice, double[], double> worth) =>
        (Mean(halves[1], learnt[0], worth) + Mean(halves[0], learnt[1], worth)) / 2;

    private double[] Alone(int part)
    {
        var weights = new double[features];
        weights[(part * BlendFeatures.PerPart) + 1] = 1;
        return weights;
    }

    private double Mean(IReadOnlyList<BlendChoice> some, double[] weights, Func<BlendChoice, double[], double> worth)
    {
        var each = new double[some.Count];
        WorkQueue.Run((some.Count + ChoicesAtOnce - 1) / ChoicesAtOnce, threads, () => 0, (piece, _) =>
        {
            for (var i = piece * ChoicesAtOnce; i < Math.Min(some.Count, (piece + 1) * ChoicesAtOnce); i++)
            {
                each[i] = worth(some[i], weights);
            }
        }, CancellationToken.None);
        return each.Sum() / Math.Max(1, each.Length);
    }

    /// <summary>Adam on the mean log-likelihood and prior, each weight within its bounds; they are concave, so any start will do.</summary>
    private double[] Climb(BlendChoice[] found, double[] deviations, Func<int, (double Least, double Most)> bounds, CancellationToken cancellationToken)
    {
        var within = Enumerable.Range(0, features).Select(bounds).ToArray();
        double[] weights = [.. deviations.Select((deviation, f) => Math.Clamp(1 / (features * deviation), within[f].Least, within[f].Most))];
        var penalty = 1 / (PriorDeviation * PriorDeviation * Math.Max(1, found.Length));
        var (first, second) = (new double[features], new double[features]);
        for (var round = 1; round <= Rounds && found.Length > 0; round++)
        {
            var gradient = Gradient(found, weights, cancellationToken);
            for (var f = 0; f < features; f++)
            {
                var g = (gradient[f] / (found.Length * deviations[f])) - (penalty * weights[f] * deviations[f]);
                first[f] = (0.9 * first[f]) + (0.1 * g);
                second[f] = (0.99 * second[f]) + (0.01 * g * g);
                weights[f] += Rate / deviations[f] * (first[f] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(second[f] / (1 - Math.Pow(0.99, round))) + 1e-8);
                weights[f] = Math.Clamp(weights[f], within[f].Least, within[f].Most);
            }
        }

        return weights;
    }

    /// <summary>Of each feature over all candidates; 1 where a feature says the same of all.</summary>
    private double[] Deviations(BlendChoice[] found)
    {
        var (sums, squares, total) = (new double[features], new double[features], 0.0);
        foreach (var choice in found)
        {
            total += choice.IsTarget.Length;
            for (var i = 0; i < choice.Features.Length; i++)
            {
                sums[i % features] += choice.Features[i];
                squares[i % features] += (double)choice.Features[i] * choice.Features[i];
            }
        }

        return [.. sums.Zip(squares, (sum, square) => Math.Sqrt(Math.Max(0, (square / total) - (sum / total * (sum / total)))))
            .Select(deviation => deviation > 1e-6 ? deviation : 1)];
    }

    // Pieces are added up in their order, so that the sum does not depend on which thread was first.
    private double[] Gradient(BlendChoice[] found, double[] weights, CancellationToken cancellationToken)
    {
        var pieces = new double[(found.Length + ChoicesAtOnce - 1) / ChoicesAtOnce][];
        WorkQueue.Run(pieces.Length, threads, () => 0, (piece, _) =>
        {
            var sum = new double[features];
            for (var i = piece * ChoicesAtOnce; i < Math.Min(found.Length, (piece + 1) * ChoicesAtOnce); i++)
            {
                AddGradient(found[i], weights, sum);
            }

            pieces[piece] = sum;
        }, cancellationToken);
        var gradient = new double[features];
        foreach (var piece in pieces)
        {
            for (var f = 0; f < features; f++)
            {
                gradient[f] += piece[f];
            }
        }

        return gradient;
    }

    /// <summary>Adds Σ features·(share of the purchases − probability).</summary>
    private static void AddGradient(BlendChoice choice, double[] weights, double[] gradient)
    {
        var probabilities = choice.Probabilities(weights);
        var share = 1.0 / choice.IsTarget.Count(target => target);
        for (var c = 0; c < probabilities.Length; c++)
        {
            var surprise = (choice.IsTarget[c] ? share : 0) - probabilities[c];
            for (var f = 0; f < weights.Length; f++)
            {
                gradient[f] += surprise * choice.Features[(c * weights.Length) + f];
            }
        }
    }
}
