using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>
/// Maps scores to probabilities by isotonic regression (pool adjacent violators: Ayer et al. 1955), drawn through the
/// middle of each pool instead of as steps (centred isotonic regression: Oron and Flournoy 2017), so that rows of
/// different score keep their order. Outside the pools the outermost ones hold. Where rows are few the pools are drawn to
/// the logistic curve of the same rows (Platt 1999), whose two numbers are known far better than fifty heights.
/// </summary>
public sealed record IsotonicCalibration
{
    /// <summary>Mean scores of the pools, rising.</summary>
    public required double[] Scores { get; init; }

    /// <summary>Probability at each mean score, not falling.</summary>
    public required double[] Probabilities { get; init; }

    private const int StartingPools = 50;
    private const int MaxKnots = 200;

    // Rows of the logistic curve that each starting pool is given: with thousands of its own they hardly count.
    private const double PriorRows = 300;

    /// <summary>Fits on rows that the scores' model has not learned from. Pooling starts from fifty pools of equal size.</summary>
    public static IsotonicCalibration Fit(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores) => Fit(labels, scores, null);

    private static IsotonicCalibration Fit(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, LogisticCurve? curve)
    {
        var (sorted, hits) = (scores.ToArray(), labels.ToArray());
        Array.Sort(sorted, hits);
        var pools = new List<Pool>();
        for (int start = 0, next = 1; start < sorted.Length; next++)
        {
            var end = Math.Max(start + 1, (int)((long)next * sorted.Length / StartingPools));
            while (end < sorted.Length && sorted[end] == sorted[end - 1])
            {
                end++;
            }

            var pool = Pool.Of(sorted.AsSpan(start, end - start), hits.AsSpan(start, end - start));
            pools.Add(curve is { } prior ? pool.Given(PriorRows, prior.At(pool.Score)) : pool);
            MergeViolators(pools);
            start = end;
        }

        return new IsotonicCalibration { Scores = [.. pools.Select(pool => pool.Score)], Probabilities = ProbabilitiesOf(pools) };
    }

    /// <summary>
    /// Mean of isotonic fits to resamples of the rows, which takes the steps out of a single fit on few rows, drawn to the
    /// logistic curve of all rows.
    /// </summary>
    public static IsotonicCalibration FitBagged(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, int resamples, ulong seed)
    {
        var (knots, curve) = (Knots(scores), LogisticCurve.Fit(labels, scores));
        var probabilities = new double[knots.Length];
        var random = new SeededRandom(seed);
        var (drawnLabels, drawnScores) = (new bool[labels.Length], new double[labels.Length]);
        for (var resample = 0; resample < resamples; resample++)
        {
            for (var i = 0; i < drawnLabels.Length; i++)
            {
                var row = random.NextInt(labels.Length);
                (drawnLabels[i], drawnScores[i]) = (labels[row], scores[row]);
            }

            var fit = Fit(drawnLabels, drawnScores, curve);
            for (var knot = 0; knot < knots.Length; knot++)
            {
                probabilities[knot] += fit.Apply(knots[knot]) / resamples;
            }
        }

        return new IsotonicCalibration { Scores = knots, Probabilities = probabilities };
    }

    private static double[] Knots(ReadOnlySpan<double> scores)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        return [.. Enumerable.Range(0, MaxKnots + 1).Select(i => sorted[(int)((long)i * (sorted.Length - 1) / MaxKnots)]).Distinct()];
    }

    private static void MergeViolators(List<Pool> pools)
    {
        while (pools.Count > 1 && pools[^2].Share >= pools[^1].Share)
        {
            var merged = pools[^2].With(pools[^1]);
            pools.RemoveRange(pools.Count - 2, 2);
            pools.Add(merged);
        }
    }

    // A pool of one class must not promise certainty: Laplace's rule, as far as it keeps the order.
    private static double[] ProbabilitiesOf(List<Pool> pools)
    {
        var probabilities = pools.Select(pool => pool.Share).ToArray();
        if (probabilities.Length > 0)
        {
            probabilities[0] = Math.Max(probabilities[0], Math.Min(1 / (pools[0].Rows + 2), pools.Count > 1 ? probabilities[1] : 1));
            probabilities[^1] = Math.Min(probabilities[^1], Math.Max(1 - (1 / (pools[^1].Rows + 2)), pools.Count > 1 ? probabilities[^2] : 0));
        }

        return probabilities;
    }

    public double Apply(double score)
    {
        if (Scores.Length == 0)
        {
            return 0.5;
        }

        var index = Array.BinarySearch(Scores, score);
        var above = index >= 0 ? index : ~index;
        if (index >= 0 || above == 0 || above == Scores.Length)
        {
            return Probabilities[Math.Clamp(above, 0, Scores.Length - 1)];
        }

        var share = (score - Scores[above - 1]) / (Scores[above] - Scores[above - 1]);
        return Probabilities[above - 1] + (share * (Probabilities[above] - Probabilities[above - 1]));
    }

    public double[] ApplyAll(double[] scores) => Array.ConvertAll(scores, Apply);

    private readonly record struct Pool(double Score, double Hits, double Rows)
    {
        public double Share => Hits / Rows;

        public static Pool Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> hits)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < scores.Length; i++)
            {
                (sum, count) = (sum + scores[i], count + (hits[i] ? 1 : 0));
            }

            return new Pool(sum / scores.Length, count, scores.Length);
        }

        public Pool Given(double rows, double share) => this with { Hits = Hits + (rows * share), Rows = Rows + rows };

        public Pool With(Pool other) =>
            new(((Score * Rows) + (other.Score * other.Rows)) / (Rows + other.Rows), Hits + other.Hits, Rows + other.Rows);
    }
}
