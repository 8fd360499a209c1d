using System.Numerics;
using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Numerics;

/// <summary>Counts scores above and at a bar: what a rank in the middle of ties is made of.</summary>
public static class ScoreCounts
{
    public static (int Higher, int Equal) HigherAndEqual(ReadOnlySpan<float> scores, float bar)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var wide = new Vector<float>(bar);
        var (higher, equal) = (Vector<int>.Zero, Vector<int>.Zero);
        foreach (var vector in vectors)
        {
            // A true comparison is -1 in every bit.
            higher -= Vector.GreaterThan(vector, wide);
            equal -= Vector.Equals(vector, wide);
        }

        var rest = HigherAndEqualReference(scores[(vectors.Length * Vector<float>.Count)..], bar);
        return (Vector.Sum(higher) + rest.Higher, Vector.Sum(equal) + rest.Equal);
    }

    public static (int Higher, int Equal) HigherAndEqualReference(ReadOnlySpan<float> scores, float bar)
    {
        var (higher, equal) = (0, 0);
        foreach (var score in scores)
        {
            higher += score > bar ? 1 : 0;
            equal += score == bar ? 1 : 0;
        }

        return (higher, equal);
    }
}
