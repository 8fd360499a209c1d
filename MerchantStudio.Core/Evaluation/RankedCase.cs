namespace MerchantStudio.Core.Evaluation;

/// <summary>Where the items to be found stand in one customer's list.</summary>
/// <param name="HitRanks">
/// Ranks of the relevant items that were ranked high enough to matter, rising; 1 is the top. A rank in the middle of equal
/// scores may end in a half.
/// </param>
/// <param name="RelevantCount">All relevant items, at least 1.</param>
public readonly record struct RankedCase(double[] HitRanks, int RelevantCount)
{
    /// <summary>How many relevant items are among the first k.</summary>
    public int HitsAt(int k)
    {
        var hits = 0;
        while (hits < HitRanks.Length && HitRanks[hits] <= k)
        {
            hits++;
        }

        return hits;
    }
}
