using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>
/// Learns the weight of each feature: those that make the purchases that came next most likely, by a softmax over each
/// customer's candidates (multinomial logit, McFadden 1974), with a penalty on features of one deviation that keeps weights
/// of no use near zero. Learnt twice:
/// with any weights, and with none below zero, which is less but lasts when a shop's season changes. Likelihood is smooth enough to
/// climb, but the order of the first ten is what counts: so whichever ranks the other half of the customers better is taken, with as
/// much of the best single part mixed in as helps there.
/// </summary>
internal sealed class BlendLearner(IReadOnlyList<BlendChoice> choices, int features, int threads)
{
    private const int Rounds = 200;
    private const double Rate = 0.05;
    private const double Penalty = 1e-2;
    private const int ChoicesAtOnce = 64;

    // How much of the best single part is added to each kind of weights; the last stands for that part alone.
    private static readonly (bool Free, double Share)[] s_mixtures =
        [(false, 0), (false, 0.5), (false, 1), (false, 2), (false, 4), (true, 0), (true, 0.5), (true, 1), (true, 2), (true, 4), (false, double.PositiveInfinity)];

    /// <returns>The weights, their nDCG@10 on customers that they were not learnt from, and how many mixtures were compared.</returns>
    public (double[] Weights, double Score, int Tried) Learn(CancellationToken cancellationToken)
    {
        var middle = choices.Count / 2;
        IReadOnlyList<BlendChoice>[] halves = [[.. choices.Take(middle)], [.. choices.Skip(middle)]];
        var learnt = Array.ConvertAll(halves, half => Fit(half, cancellationToken));
        var scores = Array.ConvertAll(s_mixtures, mixture => Enumerable.Range(0, 2).Average(half => Mean(halves[1 - half], Mix(learnt[half], mixture))));
        var best = Enumerable.Range(0, s_mixtures.Length).MaxBy(i => scores[i]);
        return (Mix(Fit(choices, cancellationToken), s_mixtures[best]), scores[best], s_mixtures.Length);
    }

    private Learnt Fit(IReadOnlyList<BlendChoice> some, CancellationToken cancellationToken)
    {
        BlendChoice[] found = [.. some.Where(choice => choice.IsTarget.Contains(true))];
        var deviations = Deviations(found);
        return new Learnt(
            Climb(found, deviations, free: true, cancellationToken), Climb(found, deviations, free: false, cancellationToken),
            Enumerable.Range(0, features / BlendFeatures.PerPart).Select(Alone).MaxBy(weights => Mean(some, weights))!);
    }

    private static double[] Mix(Learnt fit, (bool Free, double Share) mixture) => double.IsInfinity(mixture.Share)
        ? fit.Single
        : [.. (mixture.Free ? fit.Free : fit.NoneBelowZero).Zip(fit.Single, (one, other) => one + (mixture.Share * other))];

    private double[] Alone(int part)
    {
        var weights = new double[features];
        weights[(part * BlendFeatures.PerPart) + 1] = 1;
        return weights;
    }

    private double Mean(IReadOnlyList<BlendChoice> some, double[] weights)
    {
        var gains = new double[some.Count];
        WorkQueue.Run((some.Count + ChoicesAtOnce - 1) / ChoicesAtOnce, threads, () => 0, (piece, _) =>
        {
            for (var i = piece * ChoicesAtOnce; i < Math.Min(some.Count, (piece + 1) * ChoicesAtOnce); i++)
            {
                gains[i] = some[i].Gain(weights);
            }
        }, CancellationToken.None);
        return gains.Sum() / Math.Max(1, gains.Length);
    }

    /// <summary>Adam on the mean log-likelihood; it is concave, so any start will do.</summary>
    private double[] Climb(BlendChoice[] found, double[] deviations, bool free, CancellationToken cancellationToken)
    {
        var weights = Array.ConvertAll(deviations, deviation => 1 / (features * deviation));
        var (first, second) = (new double[features], new double[features]);
        for (var round = 1; round <= Rounds && found.Length > 0; round++)
        {
            var gradient = Gradient(found, weights, cancellationToken);
            for (var f = 0; f < features; f++)
            {
                var g = (gradient[f] / (found.Length * deviations[f])) - (Penalty * weights[f] * deviations[f]);
                first[f] = (0.9 * first[f]) + (0.1 * g);
                second[f] = (0.99 * second[f]) + (0.01 * g * g);
                weights[f] += Rate / deviations[f] * (first[f] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(second[f] / (1 - Math.Pow(0.99, round))) + 1e-8);
                weights[f] = free ? weights[f] : Math.Max(0, weights[f]);
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
        var probabilities = Softmax(choice.Scores(weights));
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

    private static double[] Softmax(double[] scores)
    {
        var highest = scores.Max();
        var shares = Array.ConvertAll(scores, score => Math.Exp(score - highest));
        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }

    private sealed record Learnt(double[] Free, double[] NoneBelowZero, double[] Single);
}
