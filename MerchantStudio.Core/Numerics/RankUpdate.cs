using System.Numerics;
using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Numerics;

/// <summary>Adds weighted outer products to a small symmetric matrix.</summary>
public static class RankUpdate
{
    /// <summary>The lower triangle of A ← A + weight · x · xᵀ; blocks above the diagonal may be touched as well.</summary>
    /// <param name="a">n × n, row-major.</param>
    /// <param name="x">n numbers.</param>
    /// <param name="weight">Factor of the product.</param>
    public static void Add(Span<float> a, ReadOnlySpan<float> x, float weight)
    {
        var n = x.Length;
        var whole = n / Vector<float>.Count;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(x[..(whole * Vector<float>.Count)]);
        for (var i = 0; i < n; i++)
        {
            var row = a.Slice(i * n, n);
            var factor = weight * x[i];
            var wide = new Vector<float>(factor);
            var target = MemoryMarshal.Cast<float, Vector<float>>(row);
            var upTo = Math.Min((i / Vector<float>.Count) + 1, vectors.Length);
            for (var v = 0; v < upTo; v++)
            {
                target[v] = Vector.MultiplyAddEstimate(wide, vectors[v], target[v]);
            }

            for (var j = whole * Vector<float>.Count; j <= i; j++)
            {
                row[j] += factor * x[j];
            }
        }
    }

    public static void AddReference(Span<float> a, ReadOnlySpan<float> x, float weight)
    {
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                a[(i * x.Length) + j] += weight * x[i] * x[j];
            }
        }
    }
}
