using MerchantStudio.Core.Import.Recognition;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>The columns of a file and its first rows.</summary>
public sealed class CsvHead
{
    private readonly Dictionary<string, int> _positions;
    private readonly Dictionary<string, ColumnShape> _shapes = new(StringComparer.Ordinal);

    public CsvHead(IReadOnlyList<string> columns, bool hasHeader, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Columns = HeaderText.MakeUnique(columns);
        HasHeader = hasHeader;
        Rows = rows;
        _positions = Columns.Select((name, position) => (Name: HeaderText.Normalise(name), position))
            .ToDictionary(pair => pair.Name, pair => pair.position, StringComparer.Ordinal);
    }

    /// <summary>Names in file order, made unique; "Column 1" and so on without a header.</summary>
    public IReadOnlyList<string> Columns { get; }

    public bool HasHeader { get; }

    /// <summary>The first rows of data, as written; a row may have more or fewer cells than there are columns.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    public bool Has(string name) => HasNormalised(HeaderText.Normalise(name));

    /// <summary><see cref="Has"/> for a name that has gone through <see cref="HeaderText.Normalise"/>.</summary>
    internal bool HasNormalised(string name) => _positions.ContainsKey(name);

    /// <summary>0-based position of a column; null when there is none of that name.</summary>
    internal int? PositionOf(string name) => _positions.TryGetValue(HeaderText.Normalise(name), out var position) ? position : null;

    /// <summary>What the values of a column look like.</summary>
    internal ColumnShape ShapeOf(string column)
    {
        if (!_shapes.TryGetValue(column, out var shape))
        {
            _shapes[column] = shape = ValueShape.Of(Values(column));
        }

        return shape;
    }

    /// <summary>The first of the names that the file has, as the file writes it.</summary>
    public string? Find(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (_positions.TryGetValue(HeaderText.Normalise(name), out var position))
            {
                return Columns[position];
            }
        }

        return null;
    }

    /// <summary>What the rows have in a column, without the empty ones.</summary>
    public IEnumerable<string> Values(string column)
    {
        var position = _positions[HeaderText.Normalise(column)];
        return Rows.Where(row => position < row.Count).Select(row => row[position].Trim()).Where(value => value.Length > 0);
    }
}
