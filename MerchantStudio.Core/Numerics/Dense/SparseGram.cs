namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>Xᵀ·X of a sparse matrix, as a dense one.</summary>
public static class SparseGram
{
    /// <summary>The lower triangle of Xᵀ·X + diagonal · I.</summary>
    /// <param name="x">Customers × items.</param>
    /// <param name="diagonal">Added to every diagonal element.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellationToken">Looked at before each row.</param>
    /// <returns>Items × items, row-major; zero above the diagonal.</returns>
    public static float[] Lower(CsrMatrix x, float diagonal, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(x);
        var n = x.Columns;
        var gram = MatrixBlock.Whole(new float[(long)n * n], n, n);
        var columns = x.Transpose();
        WorkQueue.Run(n, threads, gram, (item, target) =>
        {
            var row = target.Row(item);
            var customers = columns.RowColumns(item);
            var weights = columns.RowValues(item);
            for (var i = 0; i < customers.Length; i++)
            {
                AddUpTo(x.RowColumns(customers[i]), x.RowValues(customers[i]), weights[i], item, row);
            }

            row[item] += diagonal;
        }, cancellationToken);
        return gram.Data;
    }

    private static void AddUpTo(ReadOnlySpan<int> items, ReadOnlySpan<float> values, float weight, int last, Span<float> row)
    {
        for (var i = 0; i < items.Length && items[i] <= last; i++)
        {
            row[items[i]] += weight * values[i];
        }
    }
}
