namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>A point of the precision-recall curve: what is caught when the highest scores are taken.</summary>
public sealed record PrecisionRecallPoint(double Threshold, double Precision, double Recall);

/// <summary>Figures of the rows with the highest scores. Rows of equal score are taken together, by their shares.</summary>
public static class Ranking
{
    /// <summary>Precision and recall at every distinct score, the highest first.</summary>
    public static IReadOnlyList<PrecisionRecallPoint> PrecisionRecall(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var (sorted, hits) = Sort(labels, scores);
        var (points, caught, total) = (new List<PrecisionRecallPoint>(), 0, hits.Count(hit => hit));
        for (var i = 0; i < sorted.Length; i++)
        {
            caught += hits[i] ? 1 : 0;
            if ((i + 1 == sorted.Length || sorted[i + 1] != sorted[i]) && total > 0)
            {
                points.Add(new PrecisionRecallPoint(sorted[i], caught / (i + 1.0), caught / (double)total));
            }
        }

        return points;
    }

    /// <summary>Average precision: Σ (recallₖ − recallₖ₋₁) · precisionₖ over the distinct scores. 0 without positive rows.</summary>
    public static double AveragePrecision(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var (sum, recall) = (0.0, 0.0);
        foreach (var point in PrecisionRecall(labels, scores))
        {
            sum += (point.Recall - recall) * point.Precision;
            recall = point.Recall;
        }

        return sum;
    }

    /// <summary>
    /// Share of positives among the highest-scoring part of the rows, over their share among all. The part is rounded up
    /// to whole rows; rows tied at its border count by the share of them that fits. 0 without positive rows.
    /// </summary>
    public static double Lift(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, double part)
    {
        var (sorted, hits) = Sort(labels, scores);
        var (take, all) = ((int)Math.Ceiling(part * sorted.Length), hits.Count(hit => hit));
        if (take == 0 || all == 0)
        {
            return 0;
        }

        var border = sorted[take - 1];
        var (above, caught, tied, tiedHits) = (0, 0, 0, 0);
        for (var i = 0; i < sorted.Length && sorted[i] >= border; i++)
        {
            var isTied = sorted[i] == border;
            (above, caught) = (above + (isTied ? 0 : 1), caught + (!isTied && hits[i] ? 1 : 0));
            (tied, tiedHits) = (tied + (isTied ? 1 : 0), tiedHits + (isTied && hits[i] ? 1 : 0));
        }

        var positives = caught + ((take - above) * tiedHits / (double)tied);
        return positives / take / (all / (double)sorted.Length);
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
