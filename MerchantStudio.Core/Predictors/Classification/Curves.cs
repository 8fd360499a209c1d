namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>A point of a curve with its 95 % bootstrap interval, which is taken upright.</summary>
public sealed record CurvePoint(double X, double Y, double Low, double High);

/// <summary>Curves over all thresholds at fixed places, so that those of several resamples can be laid over one another.</summary>
public static class Curves
{
    private const int Steps = 50;

    /// <summary>0, 0.02, … 1.</summary>
    public static IReadOnlyList<double> Places { get; } = [.. Enumerable.Range(0, Steps + 1).Select(i => i / (double)Steps)];

    /// <summary>
    /// Receiver operating characteristic: the largest share of positives at or above a threshold that takes at most so
    /// large a share of the negatives; between two thresholds on the straight line, which is how equal scores count.
    /// The diagonal without rows of both classes.
    /// </summary>
    public static double[] Roc(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var (sorted, hits) = Sort(labels, scores);
        var positives = hits.Count(hit => hit);
        var negatives = hits.Length - positives;
        var curve = new double[Places.Count];
        var (place, lastX, lastY, caught) = (0, 0.0, 0.0, 0);
        for (var i = 0; i < sorted.Length && positives > 0 && negatives > 0; i++)
        {
            caught += hits[i] ? 1 : 0;
            if (i + 1 == sorted.Length || sorted[i + 1] != sorted[i])
            {
                var (x, y) = ((i + 1 - caught) / (double)negatives, caught / (double)positives);
                for (; place < curve.Length && Places[place] < x; place++)
                {
                    curve[place] = lastY + ((y - lastY) * (Places[place] - lastX) / (x - lastX));
                }

                (lastX, lastY) = (x, y);
            }
        }

        var isCurve = positives > 0 && negatives > 0;
        for (; place < curve.Length; place++)
        {
            curve[place] = isCurve ? 1 : Places[place];
        }

        return curve;
    }

    /// <summary>Precision of the highest threshold that catches at least so large a share of the positives; 0 without positives.</summary>
    public static double[] Precision(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var curve = new double[Places.Count];
        var place = 0;
        foreach (var point in Ranking.PrecisionRecall(labels, scores))
        {
            // The first threshold stands for recall 0 as well.
            for (; place < curve.Length && Places[place] <= point.Recall + 1e-12; place++)
            {
                curve[place] = point.Precision;
            }
        }

        return curve;
    }

    private static (double[] Scores, bool[] Hits) Sort(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var (sorted, hits) = (scores.ToArray(), labels.ToArray());
        Array.Sort(sorted, hits);
        Array.Reverse(sorted);
        Array.Reverse(hits);
        return (sorted, hits);
    }
}
