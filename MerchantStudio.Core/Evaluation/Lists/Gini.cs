namespace MerchantStudio.Core.Evaluation.Lists;

/// <summary>
/// Gini index of how often each item of the catalogue is shown in the first k: with the counts x sorted rising,
/// Σ (2i − n − 1)·x(i) / (n·Σ x), i = 1..n. 0: all items alike; near 1: a few items take all places. Nothing shown: 0.
/// </summary>
public static class Gini
{
    public const string Name = "gini";

    public static double Of(IReadOnlyList<int[]> lists, int k, int catalogue)
    {
        var shown = new long[catalogue];
        foreach (var item in lists.SelectMany(list => list.Take(k)))
        {
            shown[item]++;
        }

        Array.Sort(shown);
        var (weighted, total) = (0.0, 0.0);
        for (var i = 0; i < catalogue; i++)
        {
            weighted += ((2.0 * (i + 1)) - catalogue - 1) * shown[i];
            total += shown[i];
        }

        return total == 0 ? 0 : weighted / (catalogue * total);
    }
}
