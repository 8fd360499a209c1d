using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>What a batch said about one row: columns that it changed, and columns that it said as they were.</summary>
internal sealed class BatchWord(long batch)
{
    public long Batch { get; } = batch;

    /// <summary>Columns that it changed.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>Columns that it repeated, one bit each.</summary>
    public int Claimed { get; set; }

    /// <summary>Makes the batch the one that replaced what was there before.</summary>
    public void Inherit(IBulkSession session, ChangedEntity entity, long row, RecordColumn column, string? before)
    {
        if (Changed.Add(column.Name))
        {
            session.InsertChanges(Batch, entity, [new CellChange(row, column, CellText.Parse(before, column.Type), null)]);
            return;
        }

        session.Execute(
            """UPDATE "ImportChanges" SET "Before" = @before WHERE "BatchId" = @heir AND "Entity" = @entity AND "RowId" = @row AND "Column" = @column""",
            ("before", before), ("heir", Batch), ("entity", (short)entity), ("row", row), ("column", column.Name));
    }

    /// <summary>The batch brings the row now: it replaces nothing.</summary>
    public void Forget(IBulkSession session, ChangedEntity entity, long row, RecordColumn column)
    {
        if (Changed.Remove(column.Name))
        {
            session.Execute(
                """DELETE FROM "ImportChanges" WHERE "BatchId" = @heir AND "Entity" = @entity AND "RowId" = @row AND "Column" = @column""",
                ("heir", Batch), ("entity", (short)entity), ("row", row), ("column", column.Name));
        }
    }
}

/// <summary>What later batches said about the rows of one table that a batch brought or changed.</summary>
internal sealed class RowHeirs(IReadOnlyList<RecordColumn> columns)
{
    private readonly Dictionary<string, int> _bits = columns.Select((column, position) => (column.Name, position)).ToDictionary(pair => pair.Name, pair => 1 << pair.position);
    private readonly Dictionary<long, List<BatchWord>> _words = [];
    private readonly List<long> _brought = [];

    /// <summary>Rows that the batch brought and a later one said something about.</summary>
    public IReadOnlyList<long> Brought => _brought;

    public long HeirOf(long row) => _words[row][0].Batch;

    /// <summary>The first later batch that said something about a cell.</summary>
    public BatchWord? FirstWord(long row, string column) =>
        _words.GetValueOrDefault(row)?.Find(word => word.Changed.Contains(column) || (word.Claimed & _bits[column]) != 0);

    /// <summary>What a batch said about a row. Batches must come in the order of their commits.</summary>
    public BatchWord Of(long row, long batch, bool wasBrought)
    {
        if (!_words.TryGetValue(row, out var words))
        {
            _words[row] = words = [];
            if (wasBrought)
            {
                _brought.Add(row);
            }
        }

        if (words.Count == 0 || words[^1].Batch != batch)
        {
            words.Add(new BatchWord(batch));
        }

        return words[^1];
    }
}

/// <summary>The batches of a shop that were committed after one, in that order.</summary>
internal sealed class LaterBatches
{
    private readonly IBulkSession _session;
    private readonly long _batchId;
    private readonly List<long> _later;

    public LaterBatches(IBulkSession session, int shopId, long batchId)
    {
        (_session, _batchId) = (session, batchId);
        // Batches that changed nothing have the version of the one before them; among those the time tells.
        var committed = session.Query(
            """
            SELECT "Id" FROM "ImportBatches" WHERE "ShopId" = @shop AND "State" = @committed ORDER BY "CommittedVersion", "FinishedUtc", "Id"
            """,
            reader => reader.GetInt64(0), ("shop", shopId), ("committed", (short)ImportBatchState.Committed));
        _later = [.. committed.Skip(committed.IndexOf(batchId) + 1)];
    }

    public RowHeirs HeirsOf(ChangedEntity entity, string table)
    {
        var heirs = new RowHeirs(BatchUndo.ColumnsOf(entity));
        var speakers = Speakers(entity);
        if (speakers.Count == 0)
        {
            return heirs;
        }

        var brought = Ids($"""SELECT "Id" FROM "{table}" WHERE "BatchId" = @batch""", entity);
        var changed = Ids("""SELECT DISTINCT "RowId" FROM "ImportChanges" WHERE "BatchId" = @batch AND "Entity" = @entity""", entity);
        foreach (var batch in speakers)
        {
            foreach (var (row, bits) in ClaimBook.Read(_session, batch, entity).Where(claim => brought.Contains(claim.Row) || changed.Contains(claim.Row)))
            {
                heirs.Of(row, batch, brought.Contains(row)).Claimed |= bits;
            }

            foreach (var (row, column) in ChangesOf(batch, entity).Where(change => brought.Contains(change.Row) || changed.Contains(change.Row)))
            {
                heirs.Of(row, batch, brought.Contains(row)).Changed.Add(column);
            }
        }

        return heirs;
    }

    private List<long> Speakers(ChangedEntity entity)
    {
        var any = Ids(
            """
            SELECT "BatchId" FROM "ImportClaims" WHERE "Entity" = @entity AND "Part" >= 0
            UNION SELECT "BatchId" FROM "ImportChanges" WHERE "Entity" = @entity AND "BatchId" <> @batch
            """,
            entity);
        return [.. _later.Where(any.Contains)];
    }

    private List<(long Row, string Column)> ChangesOf(long batch, ChangedEntity entity) => _session.Query(
        """SELECT "RowId", "Column" FROM "ImportChanges" WHERE "BatchId" = @batch AND "Entity" = @entity""",
        reader => (reader.GetInt64(0), reader.GetString(1)), ("batch", batch), ("entity", (short)entity));

    private HashSet<long> Ids(string sql, ChangedEntity entity)
    {
        (string, object?)[] parameters = sql.Contains("@entity", StringComparison.Ordinal)
            ? [("batch", _batchId), ("entity", (short)entity)]
            : [("batch", _batchId)];
        return [.. _session.Query(sql, reader => Convert.ToInt64(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), parameters)];
    }
}
