namespace MerchantStudio.Core.Predictors.Classification;

/// <summary>
/// Area under the ROC curve: the chance that a random positive row scores above a random negative one, ties counting
/// half (Mann-Whitney U / (n⁺ n⁻)). Without rows of both classes it is 0.5.
/// </summary>
public static class Auc
{
    public static double Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        var (sorted, order) = (scores.ToArray(), new int[scores.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        var (rankSum, positives) = (0.0, 0L);
        for (var start = 0; start < sorted.Length;)
        {
            var (end, tied) = (start, 0L);
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                tied += labels[order[end++]] ? 1 : 0;
            }

            // Ranks count from 1; tied rows share their mean rank.
            rankSum += tied * (start + 1 + end) / 2.0;
            positives += tied;
            start = end;
        }

        var negatives = sorted.Length - positives;
        return positives == 0 || negatives == 0
            ? 0.5
            : (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
