using System.Numerics.Tensors;

namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>
/// Inverts a symmetric positive definite matrix in its own memory by the block form of the sweep operator (Beaton 1964): for
/// each block K of pivots, with W = A[·,K] and P = A[K,K]⁻¹, A ← A − W·P·Wᵀ elsewhere, A[·,K] ← W·P and A[K,K] ← −P. When all
/// blocks are swept, A holds −A⁻¹. Costs n³ operations like a Cholesky factorisation with inverse, nearly all of them in
/// one large product of fixed depth; besides the matrix it needs two panels of n × 256 numbers.
/// </summary>
public static class PositiveDefiniteInverse
{
    private const int BlockSize = 256;

    /// <summary>Replaces the matrix, of which only the lower triangle is read, by its negated inverse in the lower triangle.</summary>
    /// <param name="matrix">n × n, row-major; the upper triangle is left undefined.</param>
    /// <param name="n">Number of rows and columns.</param>
    /// <param name="algebra">Who multiplies.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Receives the share that is done.</param>
    /// <param name="cancellationToken">Looked at before each block; the matrix is lost when it is cancelled.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite in float32.</exception>
    public static void NegatedInPlace(
        float[] matrix, int n, IDenseAlgebra algebra, int threads, Action<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(algebra);
        var whole = MatrixBlock.Whole(matrix, n, n);
        for (var from = 0; from < n; from += BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = Math.Min(BlockSize, n - from);
            var pivot = InvertPivot(whole, from, size);
            var w = GatherColumns(whole, from, size);
            var wp = MatrixBlock.Whole(new float[(long)n * size], n, size);
            algebra.MultiplyTransposedAdd(w, pivot, wp, 1, threads);
            algebra.LowerMultiplyTransposedAdd(wp, w, whole, -1, threads);
            ScatterColumns(wp, pivot, whole, from);
            progress?.Invoke((from + size) / (double)n);
        }
    }

    /// <summary>A[·,K] of the symmetric matrix as n × size; the rows of K itself are zero, so that the update leaves them alone.</summary>
    private static MatrixBlock GatherColumns(MatrixBlock matrix, int from, int size)
    {
        var w = MatrixBlock.Whole(new float[(long)matrix.Rows * size], matrix.Rows, size);
        for (var k = 0; k < size; k++)
        {
            var row = matrix.Row(from + k);
            for (var i = 0; i < from; i++)
            {
                w.Data[((long)i * size) + k] = row[i];
            }
        }

        for (var i = from + size; i < matrix.Rows; i++)
        {
            matrix.Row(i).Slice(from, size).CopyTo(w.Row(i));
        }

        return w;
    }

    private static void ScatterColumns(MatrixBlock wp, MatrixBlock pivot, MatrixBlock matrix, int from)
    {
        var size = pivot.Rows;
        for (var k = 0; k < size; k++)
        {
            var row = matrix.Row(from + k);
            for (var i = 0; i < from; i++)
            {
                row[i] = wp.Data[((long)i * size) + k];
            }

            TensorPrimitives.Negate(pivot.Row(k)[..(k + 1)], row.Slice(from, k + 1));
        }

        for (var i = from + size; i < matrix.Rows; i++)
        {
            wp.Row(i).CopyTo(matrix.Row(i).Slice(from, size));
        }
    }

    /// <summary>A[K,K]⁻¹ by Gauss-Jordan elimination in double precision, as a whole symmetric float32 matrix.</summary>
    private static MatrixBlock InvertPivot(MatrixBlock matrix, int from, int size)
    {
        var a = new double[size][];
        for (var i = 0; i < size; i++)
        {
            a[i] = new double[size];
            for (var j = 0; j < size; j++)
            {
                a[i][j] = i >= j ? matrix.Row(from + i)[from + j] : matrix.Row(from + j)[from + i];
            }
        }

        for (var k = 0; k < size; k++)
        {
            EliminateColumn(a, k, from);
        }

        var inverse = MatrixBlock.Whole(new float[size * size], size, size);
        for (var i = 0; i < size; i++)
        {
            TensorPrimitives.ConvertTruncating<double, float>(a[i], inverse.Row(i));
        }

        return inverse;
    }

    private static void EliminateColumn(double[][] a, int k, int from)
    {
        var d = a[k][k];
        if (!(d > 0))
        {
            throw new ArithmeticException($"Pivot {from + k} is {d}; the matrix is not positive definite.");
        }

        a[k][k] = 1;
        TensorPrimitives.Divide(a[k], d, a[k]);
        for (var i = 0; i < a.Length; i++)
        {
            if (i != k)
            {
                var factor = a[i][k];
                a[i][k] = 0;
                TensorPrimitives.MultiplyAdd(a[k], -factor, a[i], a[i]);
            }
        }
    }
}
