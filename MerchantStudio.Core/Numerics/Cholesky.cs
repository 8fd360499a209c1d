using System.Numerics.Tensors;

namespace MerchantStudio.Core.Numerics;

/// <summary>Small symmetric positive definite systems, such as one customer's in alternating least squares.</summary>
public static class Cholesky
{
    /// <summary>Replaces the lower triangle of A by L with A = L·Lᵀ.</summary>
    /// <param name="a">n × n, row-major; only the lower triangle is read and written.</param>
    /// <param name="n">Number of rows.</param>
    /// <exception cref="ArithmeticException">A is not positive definite.</exception>
    public static void Factorise(Span<float> a, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = a.Slice(i * n, i + 1);
            for (var j = 0; j < i; j++)
            {
                var other = a.Slice(j * n, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot<float>(row[..j], other[..j])) / other[j];
            }

            var pivot = row[i] - TensorPrimitives.SumOfSquares<float>(row[..i]);
            row[i] = pivot > 0 ? MathF.Sqrt(pivot) : throw new ArithmeticException($"Pivot {i} is {pivot}; the matrix is not positive definite.");
        }
    }

    /// <summary>Solves L·Lᵀ·x = b in the place of b.</summary>
    public static void Solve(ReadOnlySpan<float> factor, int n, Span<float> b)
    {
        for (var i = 0; i < n; i++)
        {
            b[i] = (b[i] - TensorPrimitives.Dot(factor.Slice(i * n, i), b[..i])) / factor[(i * n) + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            b[i] /= factor[(i * n) + i];
            TensorPrimitives.MultiplyAdd(factor.Slice(i * n, i), -b[i], b[..i], b[..i]);
        }
    }
}
