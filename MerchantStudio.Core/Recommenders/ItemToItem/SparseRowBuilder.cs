using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>Builds an items × items matrix row by row on several threads, keeping the largest entries of each row.</summary>
internal static class SparseRowBuilder
{
    /// <summary>Adds up row <paramref name="row"/> in <paramref name="sums"/>, which is zero before.</summary>
    internal delegate void FillRow(int row, Span<float> sums);

    /// <param name="items">Rows and columns.</param>
    /// <param name="keep">Most entries of a row; of equal ones the lower column stays.</param>
    /// <param name="fill">Computes one row.</param>
    /// <param name="context">Threads and progress.</param>
    /// <param name="cancellationToken">Looked at before each row.</param>
    internal static CsrMatrix Build(int items, int keep, FillRow fill, FitContext context, CancellationToken cancellationToken)
    {
        var rows = new (int[] Columns, float[] Values)[items];
        var done = 0;
        WorkQueue.Run(items, context.MaxThreads, () => new float[items], (row, sums) =>
        {
            Array.Clear(sums);
            fill(row, sums);
            rows[row] = Largest(sums, keep);
            if (Interlocked.Increment(ref done) % 1024 == 0)
            {
                context.Report("Pairs", (double)done / items);
            }
        }, cancellationToken);
        return Assemble(items, rows);
    }

    private static (int[] Columns, float[] Values) Largest(float[] sums, int keep)
    {
        var columns = new List<int>();
        for (var i = 0; i < sums.Length; i++)
        {
            if (sums[i] > 0)
            {
                columns.Add(i);
            }
        }

        int[] kept = columns.Count <= keep
            ? [.. columns]
            : [.. columns.OrderByDescending(i => sums[i]).ThenBy(i => i).Take(keep).Order()];
        return (kept, Array.ConvertAll(kept, i => sums[i]));
    }

    private static CsrMatrix Assemble(int items, (int[] Columns, float[] Values)[] rows)
    {
        var starts = new int[items + 1];
        for (var row = 0; row < items; row++)
        {
            starts[row + 1] = checked(starts[row] + rows[row].Columns.Length);
        }

        var (columns, values) = (new int[starts[^1]], new float[starts[^1]]);
        for (var row = 0; row < items; row++)
        {
            rows[row].Columns.CopyTo(columns, starts[row]);
            rows[row].Values.CopyTo(values, starts[row]);
        }

        return new CsrMatrix(items, items, starts, columns, values);
    }
}
