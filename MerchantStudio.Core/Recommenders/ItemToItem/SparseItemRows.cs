using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>Rows of which only the strongest entries are kept.</summary>
internal sealed class SparseItemRows(CsrMatrix rows) : IItemRows
{
    private const string StartsFile = "starts.i32";
    private const string ColumnsFile = "columns.i32";
    private const string ValuesFile = "values.f32";

    public int ItemCount => rows.Rows;

    public float this[int from, int to] => rows[from, to];

    public void AddRow(int from, float weight, Span<float> scores)
    {
        var items = rows.RowColumns(from);
        var values = rows.RowValues(from);
        for (var i = 0; i < items.Length; i++)
        {
            scores[items[i]] += weight * values[i];
        }
    }

    public void Save(string folder)
    {
        ModelFolder.WriteArray(folder, StartsFile, rows.RowStarts);
        ModelFolder.WriteArray(folder, ColumnsFile, rows.ColumnIndexes);
        ModelFolder.WriteArray(folder, ValuesFile, rows.Values);
    }

    internal static SparseItemRows Load(string folder, int itemCount) => new(new CsrMatrix(
        itemCount,
        itemCount,
        ModelFolder.ReadArray<int>(folder, StartsFile),
        ModelFolder.ReadArray<int>(folder, ColumnsFile),
        ModelFolder.ReadArray<float>(folder, ValuesFile)));
}
