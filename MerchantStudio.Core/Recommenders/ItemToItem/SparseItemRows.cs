using System.Collections.Concurrent;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>Rows of which only the strongest entries are kept; fewer can be asked for without building them anew.</summary>
internal sealed class SparseItemRows : IItemRows
{
    private const string StartsFile = "starts.i32";
    private const string ColumnsFile = "columns.i32";
    private const string ValuesFile = "values.f32";

    private readonly CsrMatrix _rows;

    // Place of each entry among its row's by strength, 0 = the strongest; null when these rows are all there will be.
    private readonly int[]? _places;
    private readonly ConcurrentDictionary<int, SparseItemRows> _selections = new();

    internal SparseItemRows(CsrMatrix rows, int[]? places = null) => (_rows, _places) = (rows, places);

    public int ItemCount => _rows.Rows;

    public float this[int from, int to] => _rows[from, to];

    public void AddRow(int from, float weight, Span<float> scores)
    {
        var items = _rows.RowColumns(from);
        var values = _rows.RowValues(from);
        for (var i = 0; i < items.Length; i++)
        {
            scores[items[i]] += weight * values[i];
        }
    }

    public IItemRows Select(RecommenderSettings settings) =>
        _places is null ? this : _selections.GetOrAdd(settings.Whole(ItemToItemSettings.Neighbours), Strongest);

    public void Save(string folder)
    {
        ModelFolder.WriteArray(folder, StartsFile, _rows.RowStarts);
        ModelFolder.WriteArray(folder, ColumnsFile, _rows.ColumnIndexes);
        ModelFolder.WriteArray(folder, ValuesFile, _rows.Values);
    }

    internal static SparseItemRows Load(string folder, int itemCount) => new(new CsrMatrix(
        itemCount,
        itemCount,
        ModelFolder.ReadArray<int>(folder, StartsFile),
        ModelFolder.ReadArray<int>(folder, ColumnsFile),
        ModelFolder.ReadArray<float>(folder, ValuesFile)));

    private SparseItemRows Strongest(int count)
    {
        var starts = new int[_rows.Rows + 1];
        var columns = new List<int>(_rows.Count);
        var values = new List<float>(_rows.Count);
        for (var row = 0; row < _rows.Rows; row++)
        {
            for (var i = _rows.RowStarts[row]; i < _rows.RowStarts[row + 1]; i++)
            {
                if (_places![i] < count)
                {
                    columns.Add(_rows.ColumnIndexes[i]);
                    values.Add(_rows.Values[i]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new SparseItemRows(new CsrMatrix(_rows.Rows, _rows.Columns, starts, [.. columns], [.. values]));
    }
}
