using System.Data.Common;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>A run of ids that nobody else will use.</summary>
internal readonly record struct IdBlock(long First, int Count);

/// <summary>A line as it lies, or will lie, in the table.</summary>
internal readonly record struct LineState(
    long Id, long KeyHash, int ProductId, double Quantity, long UnitPriceMinor, long TotalMinor, bool IsReturn, string? Attributes,
    long BatchId);

/// <summary>One column of one row to be changed.</summary>
internal readonly record struct CellChange(long RowId, RecordColumn Column, object? Before, object? After);

/// <summary>
/// One transaction of an engine's bulk path. Not safe for several threads. Disposing without <see cref="Commit"/> takes
/// everything back.
/// </summary>
internal interface IBulkSession : IDisposable
{
    /// <summary>For statements that are the same on every engine.</summary>
    DbTransaction Transaction { get; }

    bool HasRows(RecordTable table, int shopId);

    IdBlock TakeIds(RecordTable table);

    /// <summary>Calls back for every row of the shop with one of these keys.</summary>
    void Load(RecordTable table, int shopId, IReadOnlyCollection<string> keys, Action<RecordEntry> found);

    /// <summary>Calls back for every line of these orders, by order and ordinal.</summary>
    void LoadLines(IReadOnlyCollection<long> orderIds, Action<LineState> found);

    void Insert(RecordTable table, int shopId, long batchId, IReadOnlyList<RecordEntry> entries);

    void InsertLines(ReadOnlySpan<LineState> lines);

    /// <summary>Changes columns of existing rows; <paramref name="table"/> is a table's name.</summary>
    void Update(string table, IReadOnlyList<CellChange> changes);

    /// <summary>Notes what a batch replaced; the first value of a column that it replaced stands.</summary>
    void InsertChanges(long batchId, ChangedEntity entity, IReadOnlyList<CellChange> changes);

    void Commit();
}
