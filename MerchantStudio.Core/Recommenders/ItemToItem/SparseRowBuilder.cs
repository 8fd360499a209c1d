using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>Builds items × items rows one by one on several threads, keeping the largest entries of each.</summary>
internal static class SparseRowBuilder
{
    /// <summary>More are never kept: what speaks faintly for everything only costs memory.</summary>
    internal const int MostNeighbours = 2000;

    /// <summary>Adds up row <paramref name="row"/> in <paramref name="sums"/>, which is zero before.</summary>
    internal delegate void FillRow(int row, Span<float> sums);

    /// <param name="items">Rows and columns.</param>
    /// <param name="fill">Computes one row; entries above zero are kept, of equal ones the lower column first.</param>
    /// <param name="context">Threads and progress.</param>
    /// <param name="cancellationToken">Looked at before each row.</param>
    internal static SparseItemRows Build(int items, FillRow fill, FitContext context, CancellationToken cancellationToken)
    {
        var rows = new Row[items];
        var done = 0;
        WorkQueue.Run(items, context.MaxThreads, () => new float[items], (row, sums) =>
        {
            Array.Clear(sums);
            fill(row, sums);
            rows[row] = Largest(sums);
            if (Interlocked.Increment(ref done) % 1024 == 0)
            {
                context.Report("Pairs", (double)done / items);
            }
        }, cancellationToken);
        return Assemble(items, rows);
    }

    private readonly record struct Row(int[] Columns, float[] Values, int[] Places);

    private static Row Largest(float[] sums)
    {
        var columns = new List<int>();
        for (var i = 0; i < sums.Length; i++)
        {
            if (sums[i] > 0)
            {
                columns.Add(i);
            }
        }

        var byStrength = columns.ToArray();
        // The sort is not stable, so the lower column first is part of its order.
        Array.Sort(byStrength, (a, b) => sums[a] != sums[b] ? sums[b].CompareTo(sums[a]) : a.CompareTo(b));
        var kept = byStrength.AsSpan(0, Math.Min(MostNeighbours, byStrength.Length)).ToArray();
        var places = Enumerable.Range(0, kept.Length).ToArray();
        Array.Sort(kept, places);
        return new Row(kept, Array.ConvertAll(kept, i => sums[i]), places);
    }

    private static SparseItemRows Assemble(int items, Row[] rows)
    {
        var starts = new int[items + 1];
        for (var row = 0; row < items; row++)
        {
            starts[row + 1] = checked(starts[row] + rows[row].Columns.Length);
        }

        var (columns, values, places) = (new int[starts[^1]], new float[starts[^1]], new int[starts[^1]]);
        for (var row = 0; row < items; row++)
        {
            rows[row].Columns.CopyTo(columns, starts[row]);
            rows[row].Values.CopyTo(values, starts[row]);
            rows[row].Places.CopyTo(places, starts[row]);
        }

        return new SparseItemRows(new CsrMatrix(items, items, starts, columns, values), places);
    }
}
