namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>The formulas themselves, in double precision: what the fast kernels must agree with.</summary>
public static class DenseReference
{
    /// <summary>C ← C + alpha · A · Bᵀ.</summary>
    public static void MultiplyTransposedAdd(MatrixBlock a, MatrixBlock b, MatrixBlock c, float alpha)
    {
        for (var i = 0; i < c.Rows; i++)
        {
            for (var j = 0; j < c.Columns; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < a.Columns; k++)
                {
                    sum += (double)a.Row(i)[k] * b.Row(j)[k];
                }

                c.Row(i)[j] += (float)(alpha * sum);
            }
        }
    }

    /// <summary>Inverse of a symmetric positive definite n × n matrix by Gauss-Jordan elimination without pivoting.</summary>
    /// <exception cref="ArithmeticException">A pivot is not positive.</exception>
    public static double[,] InversePositiveDefinite(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var inverse = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            inverse[i, i] = 1;
        }

        for (var pivot = 0; pivot < n; pivot++)
        {
            var d = a[pivot, pivot];
            if (d <= 0)
            {
                throw new ArithmeticException($"Pivot {pivot} is {d}; the matrix is not positive definite.");
            }

            for (var row = 0; row < n; row++)
            {
                EliminateRow(a, inverse, row, pivot, d);
            }

            for (var column = 0; column < n; column++)
            {
                a[pivot, column] /= d;
                inverse[pivot, column] /= d;
            }
        }

        return inverse;
    }

    private static void EliminateRow(double[,] a, double[,] inverse, int row, int pivot, double d)
    {
        var factor = a[row, pivot] / d;
        if (row == pivot || factor == 0)
        {
            return;
        }

        for (var column = 0; column < a.GetLength(1); column++)
        {
            a[row, column] -= factor * a[pivot, column];
            inverse[row, column] -= factor * inverse[pivot, column];
        }
    }
}
