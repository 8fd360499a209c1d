namespace MerchantStudio.Core.Numerics;

/// <summary>
/// A sparse matrix in compressed rows: the entries of row r are at positions RowStarts[r] .. RowStarts[r+1]-1, columns rising.
/// Immutable.
/// </summary>
public sealed class CsrMatrix
{
    private readonly int[] _rowStarts;
    private readonly int[] _columns;
    private readonly float[] _values;

    /// <exception cref="ArgumentException">The arrays do not fit one another or a row's columns do not rise.</exception>
    public CsrMatrix(int rows, int columns, int[] rowStarts, int[] columnIndexes, float[] values)
    {
        (Rows, Columns, _rowStarts, _columns, _values) = (rows, columns, rowStarts, columnIndexes, values);
        Check();
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Number of stored entries.</summary>
    public int Count => _columns.Length;

    public ReadOnlySpan<int> RowStarts => _rowStarts;

    public ReadOnlySpan<int> ColumnIndexes => _columns;

    public ReadOnlySpan<float> Values => _values;

    public ReadOnlySpan<int> RowColumns(int row) => _columns.AsSpan(_rowStarts[row].._rowStarts[row + 1]);

    public ReadOnlySpan<float> RowValues(int row) => _values.AsSpan(_rowStarts[row].._rowStarts[row + 1]);

    /// <summary>The stored value, 0 where none is.</summary>
    public float this[int row, int column] => RowColumns(row).BinarySearch(column) is >= 0 and var at ? RowValues(row)[at] : 0;

    /// <summary>The same places with other values.</summary>
    public CsrMatrix Map(Func<float, float> value) => new(Rows, Columns, _rowStarts, _columns, Array.ConvertAll(_values, v => value(v)));

    public CsrMatrix Transpose()
    {
        var starts = new int[Columns + 1];
        foreach (var column in _columns)
        {
            starts[column + 1]++;
        }

        for (var c = 0; c < Columns; c++)
        {
            starts[c + 1] += starts[c];
        }

        var next = starts.AsSpan(0, Columns).ToArray();
        var (columns, values) = (new int[Count], new float[Count]);
        for (var row = 0; row < Rows; row++)
        {
            for (var i = _rowStarts[row]; i < _rowStarts[row + 1]; i++)
            {
                var at = next[_columns[i]]++;
                (columns[at], values[at]) = (row, _values[i]);
            }
        }

        return new CsrMatrix(Columns, Rows, starts, columns, values);
    }

    private void Check()
    {
        if (_rowStarts.Length != Rows + 1 || _rowStarts[0] != 0 || _rowStarts[^1] != _columns.Length || _columns.Length != _values.Length)
        {
            throw new ArgumentException($"{Rows} rows and {_columns.Length} entries need {Rows + 1} row starts and {_columns.Length} values.");
        }

        for (var row = 0; row < Rows; row++)
        {
            var previous = -1;
            foreach (var column in RowColumns(row))
            {
                if (column <= previous || column >= Columns)
                {
                    throw new ArgumentException($"Row {row} has column {column} after {previous}; columns rise and stay below {Columns}.");
                }

                previous = column;
            }
        }
    }
}
