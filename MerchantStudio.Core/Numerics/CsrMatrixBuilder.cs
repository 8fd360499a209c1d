namespace MerchantStudio.Core.Numerics;

/// <summary>Collects entries in any order; entries at the same place are added up.</summary>
public sealed class CsrMatrixBuilder(int rows, int columns)
{
    private readonly List<(int Row, int Column, float Value)> _entries = [];

    public void Add(int row, int column, float value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)columns);
        _entries.Add((row, column, value));
    }

    public CsrMatrix Build()
    {
        var starts = RowStarts();
        var (columnOf, valueOf) = Scatter(starts);
        var (kept, keptStarts) = (0, new int[rows + 1]);
        for (var row = 0; row < rows; row++)
        {
            Array.Sort(columnOf, valueOf, starts[row], starts[row + 1] - starts[row]);
            kept = MergeRow(columnOf, valueOf, starts[row]..starts[row + 1], kept);
            keptStarts[row + 1] = kept;
        }

        return new CsrMatrix(rows, columns, keptStarts, columnOf[..kept], valueOf[..kept]);
    }

    private int[] RowStarts()
    {
        var starts = new int[rows + 1];
        foreach (var entry in _entries)
        {
            starts[entry.Row + 1]++;
        }

        for (var row = 0; row < rows; row++)
        {
            starts[row + 1] += starts[row];
        }

        return starts;
    }

    private (int[] Columns, float[] Values) Scatter(int[] starts)
    {
        var next = starts[..rows];
        var (columnOf, valueOf) = (new int[_entries.Count], new float[_entries.Count]);
        foreach (var (row, column, value) in _entries)
        {
            var at = next[row]++;
            (columnOf[at], valueOf[at]) = (column, value);
        }

        return (columnOf, valueOf);
    }

    /// <summary>Writes the row's distinct columns from position <paramref name="kept"/> on; returns the position after them.</summary>
    private static int MergeRow(int[] columnOf, float[] valueOf, Range row, int kept)
    {
        var first = kept;
        for (var i = row.Start.Value; i < row.End.Value; i++)
        {
            if (kept > first && columnOf[kept - 1] == columnOf[i])
            {
                valueOf[kept - 1] += valueOf[i];
            }
            else
            {
                (columnOf[kept], valueOf[kept]) = (columnOf[i], valueOf[i]);
                kept++;
            }
        }

        return kept;
    }
}
