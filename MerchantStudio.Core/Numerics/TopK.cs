using System.Numerics.Tensors;

namespace MerchantStudio.Core.Numerics;

/// <summary>
/// The k best of many scores, best first; equal scores are ordered by index, the lower first. Scores of negative infinity are
/// never chosen, which is how a caller leaves items out.
/// </summary>
public static class TopK
{
    // Most blocks hold nothing that beats the worst of the chosen, and one vectorised maximum says so.
    private const int BlockLength = 256;

    /// <param name="scores">One score per item; NaN is not allowed.</param>
    /// <param name="best">Receives up to best.Length indexes.</param>
    /// <returns>How many were found: fewer than asked for when fewer are above negative infinity.</returns>
    public static int Select(ReadOnlySpan<float> scores, Span<int> best)
    {
        if (best.Length == 0)
        {
            return 0;
        }

        var found = 0;
        for (var from = 0; from < scores.Length; from += BlockLength)
        {
            var block = scores.Slice(from, Math.Min(BlockLength, scores.Length - from));
            var bar = found == best.Length ? scores[best[^1]] : float.NegativeInfinity;
            if (TensorPrimitives.Max(block) > bar)
            {
                found = TakeFrom(scores, from, block.Length, best, found);
            }
        }

        return found;
    }

    /// <summary>The same by sorting everything.</summary>
    public static int SelectReference(ReadOnlySpan<float> scores, Span<int> best)
    {
        var all = scores.ToArray();
        var chosen = Enumerable.Range(0, all.Length)
            .Where(i => !float.IsNegativeInfinity(all[i]))
            .OrderByDescending(i => all[i])
            .ThenBy(i => i)
            .Take(best.Length)
            .ToArray();
        chosen.CopyTo(best);
        return chosen.Length;
    }

    private static int TakeFrom(ReadOnlySpan<float> scores, int from, int length, Span<int> best, int found)
    {
        for (var i = from; i < from + length; i++)
        {
            var bar = found == best.Length ? scores[best[^1]] : float.NegativeInfinity;
            if (scores[i] > bar)
            {
                found = Math.Min(found + 1, best.Length);
                Insert(scores, i, best[..found]);
            }
        }

        return found;
    }

    /// <summary>Puts index i in its place; the last place of <paramref name="best"/> is free or falls out.</summary>
    private static void Insert(ReadOnlySpan<float> scores, int i, Span<int> best)
    {
        var at = best.Length - 1;
        while (at > 0 && scores[i] > scores[best[at - 1]])
        {
            best[at] = best[at - 1];
            at--;
        }

        best[at] = i;
    }
}
